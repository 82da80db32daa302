package codebook

import (
	"slices"
	"strings"
)

// A class is a kind of phrase: what a post does by saying it. The phrases of a
// class are data, one list per language; what follows from the class is not,
// so that a codebook for another language needs phrases alone.
type class struct {
	Name    string
	Who     speaker
	Act     string  // what a sentence does that an analyst gives a phrase of the class for
	Means   string  // as the printed codebook says it
	Channel Channel // of a class that redirects
}

// A speaker says whose posts are searched for a class.
type speaker string

const (
	byBrand    speaker = "brand"
	byCustomer speaker = "customer"
)

// classes is the registry, in the order in which the codebook prints them.
// Every class is a feature of the weighed rules; settled decides a rule by
// itself, where fails does not speak against it.
var classes = []class{
	{"to_dm", byBrand, "to_dm", "sends the customer to a private message, or says that the matter goes on there", DM},
	{"to_phone", byBrand, "to_phone", "sends the customer to the phone, or says that somebody will call", Phone},
	{"to_email", byBrand, "to_email", "sends the customer to email", Email},
	{"to_branch", byBrand, "to_branch", "sends the customer to a place or to staff in person", Branch},
	{"to_web", byBrand, "to_web", "sends the customer to a form, a live chat, an app or a site, to start over there", Web},
	{"to_other", byBrand, "to_other", "sends the customer to another account or another company", OtherChannel},
	{"if_needed", byBrand, "second", "makes what follows a second choice, for when the answer does not help", ""},
	{"courtesy", byBrand, "close", "closes a conversation politely and says nothing about the matter", ""},
	{"greeting", byBrand, "thanks", "greets", ""},
	{"apology", byBrand, "sorry", "apologises or shows understanding", ""},
	{"offer", byBrand, "offer", "offers help without having any yet", ""},
	{"tell_more", byBrand, "tell", "asks for details, whatever the matter", ""},
	{"pass_on", byBrand, "pass", "takes note of feedback or passes it on", ""},
	{"thanks_customer", byBrand, "thanks", "thanks the customer", ""},
	{"pleased", byBrand, "thanks", "is pleased with what the customer said", ""},
	{"asks", byBrand, "ask", "asks back about this matter", ""},
	{"looking", byBrand, "look", "says that this matter is being looked into", ""},
	{"done", byBrand, "answer", "says that something was done for the customer", ""},
	{"remedy", byBrand, "answer", "gives a step to take", ""},
	{"reason", byBrand, "answer", "explains why", ""},
	{"decision", byBrand, "answer", "decides: a yes or a no, what is offered and what is not", ""},
	{"points", byBrand, "answer", "points to a page that answers", ""},
	{"settled", byCustomer, "settled", "says that the matter is settled", ""},
	{"thanks", byCustomer, "thanks", "thanks", ""},
	{"assent", byCustomer, "ok", "takes note or agrees, and asks nothing more", ""},
	{"sent", byCustomer, "sent", "says that a private message was sent, or will be", ""},
	{"fails", byCustomer, "fails", "says that it does not work yet", ""},
	{"unsettled", byCustomer, "fails", "says that it still fails or did not help", ""},
	{"question", byCustomer, "ask", "asks for information or for something to be done", ""},
	{"fault", byCustomer, "fault", "reports something that went wrong", ""},
	{"vent", byCustomer, "vent", "is angry or sarcastic", ""},
	{"wish", byCustomer, "wish", "proposes a change", ""},
	{"praise", byCustomer, "praise", "praises", ""},
}

// classIndex is the index in classes of the class with this name, -1 if there
// is none.
func classIndex(name string) int {
	return slices.IndexFunc(classes, func(c class) bool { return c.Name == name })
}

// mustClass is classIndex for names that the code spells.
func mustClass(name string) int {
	i := classIndex(name)
	if i < 0 {
		panic("codebook: no phrase class " + name)
	}
	return i
}

// likelyClasses are those that a wrong name is likely meant for: the ones whose act or
// channel has that name, else the one whose own is most like it.
func likelyClasses(wrong string) (names []string) {
	for _, c := range classes {
		if wrong != "" && (c.Act == wrong || string(c.Channel) == wrong) {
			names = append(names, c.Name)
		}
	}
	if near := Nearest(strings.ToLower(wrong), classNames()); names == nil && near != "" {
		names = []string{near}
	}
	return names
}

func classNames() []string {
	names := make([]string, len(classes))
	for i, c := range classes {
		names[i] = c.Name
	}
	return names
}
