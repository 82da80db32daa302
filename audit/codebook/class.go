package codebook

import "slices"

// A class is a kind of phrase: what a post does by saying it. The phrases of a
// class are data, one list per language; what follows from the class is not,
// so that a codebook for another language needs phrases alone.
type class struct {
	Name    string
	Who     speaker
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
// Every class is a feature of the weighed rules; the ones named in a rule's
// text decide there by themselves.
var classes = []class{
	{"to_dm", byBrand, "sends the customer to a private message, or says that the matter goes on there", DM},
	{"to_phone", byBrand, "sends the customer to the phone, or says that somebody will call", Phone},
	{"to_email", byBrand, "sends the customer to email", Email},
	{"to_branch", byBrand, "sends the customer to a place or to staff in person", Branch},
	{"to_web", byBrand, "sends the customer to a form, a live chat, an app or a site, to start over there", Web},
	{"to_other", byBrand, "sends the customer to another account or another company", OtherChannel},
	{"if_needed", byBrand, "makes what follows a second choice, for when the answer does not help", ""},
	{"courtesy", byBrand, "closes a conversation politely and says nothing about the matter", ""},
	{"greeting", byBrand, "greets", ""},
	{"apology", byBrand, "apologises or shows understanding", ""},
	{"offer", byBrand, "offers help without having any yet", ""},
	{"tell_more", byBrand, "asks for details, whatever the matter", ""},
	{"pass_on", byBrand, "takes note of feedback or passes it on", ""},
	{"thanks_customer", byBrand, "thanks the customer", ""},
	{"pleased", byBrand, "is pleased with what the customer said", ""},
	{"asks", byBrand, "asks back about this matter", ""},
	{"looking", byBrand, "says that this matter is being looked into", ""},
	{"done", byBrand, "says that something was done for the customer", ""},
	{"remedy", byBrand, "gives a step to take", ""},
	{"reason", byBrand, "explains why", ""},
	{"decision", byBrand, "decides: a yes or a no, what is offered and what is not", ""},
	{"points", byBrand, "points to a page that answers", ""},
	{"settled", byCustomer, "says that the matter is settled", ""},
	{"thanks", byCustomer, "thanks", ""},
	{"assent", byCustomer, "takes note or agrees, and asks nothing more", ""},
	{"sent", byCustomer, "says that a private message was sent, or will be", ""},
	{"fails", byCustomer, "says that it does not work yet", ""},
	{"unsettled", byCustomer, "says that it still fails or did not help", ""},
	{"question", byCustomer, "asks for information or for something to be done", ""},
	{"fault", byCustomer, "reports something that went wrong", ""},
	{"vent", byCustomer, "is angry or sarcastic", ""},
	{"wish", byCustomer, "proposes a change", ""},
	{"praise", byCustomer, "praises", ""},
}

// classIndex is the index in classes of the class with this name, -1 if there
// is none.
func classIndex(name string) int {
	return slices.IndexFunc(classes, func(c class) bool { return c.Name == name })
}

// must is classIndex for names that the code spells.
func must(name string) int {
	i := classIndex(name)
	if i < 0 {
		panic("codebook: no phrase class " + name)
	}
	return i
}
