package coding

import "github.com/xuri/excelize/v2"

// howTo is what coders are told before the codebook.
var howTo = []string{
	"Each coder fills one sheet, alone: do not look at another's, and talk about cases only when all have finished.",
	"A case is one customer's conversation with one brand, one post a row, in the order in which they were posted. The brand's posts are blue and bear its name. The number on the left tells the cases apart.",
	"Read the posts, then choose intent and outcome from the lists at the case's last post. A channel is wanted for redirected, a reason for ignored; those cells turn yellow when the outcome calls for them. A cell turns green when it is filled.",
	"Leave a case blank if you cannot tell, and say why in the note. Decide from the posts alone: what may have happened elsewhere does not count.",
	"The cases come in random order, so that those coded so far are a sample at any time. Do not sort, merge or delete rows.",
	"When all have finished: where coders differ, copy one coder's sheet, name the copy Adjudicated, and put the agreed codes there. What stands on that sheet wins; a case that is blank there keeps the word of the majority.",
	"The workbook holds people's posts. Keep it as you keep other personal data, and delete it when it is no longer needed.",
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
	b.open(sheetGuide, 24, width)
	row := 1
	write := func(style int, lines int, texts ...string) {
		for i, text := range texts {
			b.set(i, row, text, []int{style, b.style.body}[i])
			lines = max(lines, linesIn(text, []int{width, width}[i]))
		}
		b.height(row, lines)
		row++
	}
	write(b.style.title, 2, "Coding guide")
	for i, text := range howTo {
		write(b.style.strong, 1, []string{"How to code", "", "", "", "Order", "When coders differ", "Care"}[i], text)
	}
	for i := range Variables {
		v := &Variables[i]
		write(b.style.heading, 2, v.Name)
		write(b.style.strong, 1, "", v.Asks)
		for _, w := range v.Words {
			write(b.style.strong, 1, w.Word, w.Means)
		}
	}
	write(b.style.heading, 2, "in doubt")
	for _, d := range doubts {
		write(b.style.strong, 1, d.Word, d.Means)
	}
	b.print(row - 1)
	b.do(func(f *excelize.File) error { no := false; return f.SetSheetView(b.sheet, 0, &excelize.ViewOptions{ShowGridLines: &no}) })
}
