package coding

// howTo is what coders are told before the codebook.
var howTo = []Word{
	{"How to code", "Each coder fills one sheet, alone: do not look at another's, and talk about cases only when all have finished."},
	{"", "A case is one customer's conversation with one brand, one post a row, in time order. The brand's posts are blue and bear its name. The number on the left tells the cases apart."},
	{"", "Read the posts, then choose intent and outcome from the lists at the case's last post. A channel is wanted for redirected, a reason for ignored: those cells turn yellow when the outcome calls for them. A cell turns green when it is filled."},
	{"", "Leave a case blank if you cannot tell, and say why in the note. Decide from the posts alone: what may have happened elsewhere does not count."},
	{"Order", "The cases come in random order, so that those coded so far are a sample at any time. Start at the top, and do not sort, merge or delete rows."},
	{"When coders differ", "When all have finished, copy one coder's sheet, name the copy Adjudicated, and put the agreed codes of the cases that differ there. What stands on that sheet wins; where it is blank, the word of the majority does."},
	{"Care", "The workbook holds people's posts. Keep it as you keep other personal data, and delete it when it is no longer needed."},
}

// doubts are the questions that settle cases in between.
var doubts = []Word{
	{"resolved or open?", "Could the customer, with this reply in hand, consider the matter dealt with?"},
	{"boilerplate or open?", "Does the reply hold anything that only fits this customer's matter?"},
	{"redirected or resolved?", "Can the customer get what they asked for without leaving the conversation or the linked page?"},
}

// guide writes the sheet that tells coders what to do and what the words mean.
func (b *book) guide() {
	const width = 118
	s := b.open(sheetGuide, 24, width)
	row := 0
	write := func(style, lines int, w Word) {
		row++
		s.Set(1, row, w.Word, style)
		s.Set(2, row, w.Means, s.style.body)
		s.lines(row, max(lines, linesIn(w.Means, width)))
	}
	write(s.style.title, 2, Word{"Coding guide", ""})
	for _, w := range howTo {
		write(s.style.strong, 1, w)
	}
	for i := range Variables {
		v := &Variables[i]
		write(s.style.heading, 2, Word{v.Name, ""})
		write(s.style.strong, 1, Word{"", v.Asks})
		for _, w := range v.Words {
			write(s.style.strong, 1, w)
		}
	}
	write(s.style.heading, 2, Word{"in doubt", ""})
	for _, w := range doubts {
		write(s.style.strong, 1, w)
	}
	s.print(2, row)
	s.HideGrid()
}
