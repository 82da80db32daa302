package synth

// A Brand is a made-up brand and its habits.
type Brand struct {
	Name      string
	Support   string // handle of the account that answers
	Main      string // handle of the account that advertises, and answers now and then
	Sector    string // of the grammars: bank, telecom or shop
	Languages []Share

	// Outcomes are the shares of resolved, redirected, boilerplate, ignored and
	// open among the requests, in percent.
	Outcomes [5]int
	// Channels are the shares of the channels among the redirects, in percent,
	// in the order of channels.
	Channels [6]int

	Signature string // how agents sign: one of signatures, "" if they do not
	Macros    int    // wordings that its agents keep ready for each purpose
	Free      int    // percent of such replies that are worded freely all the same
	Pace      int    // minutes within which half of the requests are answered
}

// A Share is a language and its share of a brand's cases, in percent.
type Share struct {
	Language string
	Percent  int
}

// channels are the channels of a redirect, in the order of [Brand.Channels].
var channels = []string{"dm", "phone", "email", "branch", "web", "other"}

// signatures are the ways in which agents sign: with what stands before their
// initials or their first name.
var signatures = map[string]struct {
	before   string
	initials bool
}{
	"caret": {before: " ^", initials: true},
	"dash":  {before: " -", initials: true},
	"star":  {before: " *", initials: true},
	"name":  {before: " – "},
	"tilde": {before: " ~"},
}

var (
	english = []Share{{"en", 100}}
	french  = []Share{{"fr", 100}}
)

// DemoBrands returns the three banks of the demo. Their shares of resolved
// requests come out as those that Javelin found in 2012 at the best, the middle
// and the last of the three banks that it studied: a few points lower than
// stated here, because some conversations hold a second case.
func DemoBrands() []Brand {
	return []Brand{
		{
			Name: "Tarnhollow Bank", Support: "TarnhollowCares", Main: "TarnhollowBank", Sector: "bank", Languages: english,
			Outcomes: [5]int{39, 26, 12, 17, 6}, Channels: [6]int{48, 20, 8, 8, 12, 4}, Signature: "caret", Macros: 9, Free: 35, Pace: 25,
		},
		{
			Name: "Banque Orvelle", Support: "OrvelleAide", Main: "BanqueOrvelle", Sector: "bank", Languages: []Share{{"fr", 80}, {"en", 20}},
			Outcomes: [5]int{12, 46, 16, 21, 5}, Channels: [6]int{58, 15, 8, 7, 9, 3}, Signature: "name", Macros: 5, Free: 20, Pace: 70,
		},
		{
			Name: "Marlowick Savings", Support: "AskMarlowick", Main: "MarlowickBank", Sector: "bank", Languages: english,
			Outcomes: [5]int{3, 45, 28, 21, 3}, Channels: [6]int{52, 24, 6, 6, 8, 4}, Signature: "dash", Macros: 4, Free: 12, Pace: 140,
		},
	}
}

// Brands returns the made-up brands of a large archive: those of the demo and
// others, of several sectors.
func Brands() []Brand {
	return append(DemoBrands(),
		Brand{
			Name: "Quillmoor Credit", Support: "QuillmoorHelp", Main: "Quillmoor", Sector: "bank", Languages: english,
			Outcomes: [5]int{22, 38, 18, 17, 5}, Channels: [6]int{55, 18, 8, 7, 8, 4}, Signature: "star", Macros: 7, Free: 30, Pace: 45,
		},
		Brand{
			Name: "Zenvika Mobile", Support: "ZenvikaCare", Main: "Zenvika", Sector: "telecom", Languages: english,
			Outcomes: [5]int{28, 41, 12, 14, 5}, Channels: [6]int{66, 8, 4, 6, 14, 2}, Signature: "caret", Macros: 8, Free: 25, Pace: 18,
		},
		Brand{
			Name: "Ondaville", Support: "OndavilleAssist", Main: "Ondaville", Sector: "telecom", Languages: french,
			Outcomes: [5]int{9, 62, 14, 11, 4}, Channels: [6]int{74, 9, 2, 4, 9, 2}, Signature: "name", Macros: 3, Free: 6, Pace: 55,
		},
		Brand{
			Name: "Brackenfibre", Support: "BrackenfibreHQ", Main: "Brackenfibre", Sector: "telecom", Languages: english,
			Outcomes: [5]int{33, 30, 12, 18, 7}, Channels: [6]int{60, 12, 6, 2, 17, 3}, Signature: "tilde", Macros: 10, Free: 40, Pace: 90,
		},
		Brand{
			Name: "Parcelwren", Support: "ParcelwrenHelps", Main: "Parcelwren", Sector: "shop", Languages: english,
			Outcomes: [5]int{25, 40, 14, 17, 4}, Channels: [6]int{62, 6, 10, 4, 15, 3}, Signature: "dash", Macros: 6, Free: 22, Pace: 35,
		},
		Brand{
			Name: "Hobbleton & Fray", Support: "HobbletonHelp", Main: "HobbletonFray", Sector: "shop", Languages: english,
			Outcomes: [5]int{40, 24, 12, 17, 7}, Channels: [6]int{50, 8, 18, 10, 11, 3}, Signature: "name", Macros: 12, Free: 45, Pace: 60,
		},
		Brand{
			Name: "Maison Perlouette", Support: "PerlouetteSAV", Main: "Perlouette", Sector: "shop", Languages: french,
			Outcomes: [5]int{24, 44, 12, 15, 5}, Channels: [6]int{55, 10, 16, 6, 10, 3}, Signature: "name", Macros: 5, Free: 18, Pace: 110,
		},
	)
}
