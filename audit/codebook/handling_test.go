package codebook

import (
	"strings"
	"testing"
)

// redirect is a made-up case that ends with a redirect: the customer's posts
// before the reply, the reply, and what the customer says behind it.
type redirect struct {
	language string
	before   string
	reply    string
	after    string
	channel  Channel
}

// handled judges a redirect, whatever the rules would make of the case.
func handled(r redirect) Label {
	c := &Case{Language: r.language, Turns: []Turn{
		{Text: "@northbank " + r.before, Language: r.language},
		{Text: "@ana " + r.reply, Brand: true, Language: r.language},
	}}
	if r.after != "" {
		c.Turns = append(c.Turns, Turn{Text: "@northbank " + r.after, Language: r.language})
	}
	v := Default().view(c)
	defer v.release()
	l := Label{Outcome: Redirected, Channel: r.channel}
	v.handling(&l)
	return l
}

func TestConfidential(t *testing.T) {
	for _, tt := range []struct {
		redirect
		want string // the words that show it
	}{
		// The reply asks for details.
		{redirect{"en", "the app is slow", "Please DM us your full name and postcode. ^JK", "", DM}, "full name"},
		{redirect{"en", "no signal here", "Send us a DM with the phone number on the account.", "", DM}, "phone number"},
		{redirect{"en", "it is late", "DM us your order number and we will take a look.", "", DM}, "your order number"},
		{redirect{"fr", "la fibre est lente", "Envoyez-nous votre numéro de ligne en MP.", "", DM}, "votre numéro de ligne"},
		{redirect{"fr", "la fibre est lente", "Merci de nous donner vos coordonnées en privé.", "", DM}, "vos coordonnées"},
		// The matter stands in the brand's books.
		{redirect{"en", "you charged me twice for one ticket", "Please send us a DM.", "", DM}, "charged me"},
		{redirect{"en", "somebody used my credit card", "Please call us.", "", Phone}, "my credit card"},
		{redirect{"fr", "je ne trouve pas ma facture de mai", "Rejoignez-nous sur Messenger.", "", DM}, "ma facture"},
		{redirect{"fr", "on m'a prélevé deux fois", "Rejoignez-nous sur Messenger.", "", DM}, "m'a prélevé"},
		// Neither: it could have been answered in public.
		{redirect{"en", "when does the Elm Street branch open?", "Please send us a DM.", "", DM}, ""},
		{redirect{"en", "the app is slow on every phone", "Please call the number on the back of your card.", "", Phone}, ""},
		{redirect{"en", "why are fees so high?", "Please DM us, without any account numbers.", "", DM}, ""},
		{redirect{"fr", "à quelle heure ouvre la boutique ?", "Rejoignez-nous sur Messenger.", "", DM}, ""},
		{redirect{"fr", "m'a-t-on oublié ?", "Rejoignez-nous sur Messenger.", "", DM}, ""},
		// What the customer says afterwards does not excuse the redirect.
		{redirect{"en", "why are fees so high?", "Please send us a DM.", "my account has the same fee", DM}, ""},
	} {
		if got := handled(tt.redirect).Confidential; got != tt.want {
			t.Errorf("%q answered %q: confidential by %q, want %q", tt.before, tt.reply, got, tt.want)
		}
	}
}

func TestBounce(t *testing.T) {
	for _, tt := range []struct {
		redirect
		want string
	}{
		// The customer came from the channel.
		{redirect{"en", "I was on hold for an hour and gave up", "Please call us.", "", Phone}, "on hold"},
		{redirect{"en", "spoke to three people, no help", "Please give us a call.", "", Phone}, "spoke to"},
		{redirect{"en", "no reply to my DM since Monday", "Please send us a DM.", "", DM}, "no reply to my DM"},
		{redirect{"en", "I sent you a DM on Monday, hello?", "Please send us a DM.", "", DM}, "sent you a DM"},
		{redirect{"en", "I filled in the form and heard nothing", "Please use our form.", "", Web}, "filled in the form"},
		{redirect{"en", "went to the branch, they shrugged", "Please visit a branch.", "", Branch}, "went to the branch"},
		{redirect{"fr", "une heure au téléphone pour rien", "Appelez-nous.", "", Phone}, "au téléphone"},
		{redirect{"fr", "je vous ai envoyé un message sur Messenger", "Rejoignez-nous sur Messenger.", "", DM}, "ai envoyé un message sur Messenger"},
		{redirect{"fr", "je sors de l'agence, en agence on ne sait rien", "Passez en agence.", "", Branch}, "en agence"},
		{redirect{"es", "una hora al teléfono para nada", "Llámanos.", "", Phone}, "al teléfono"},
		{redirect{"es", "les mandé un DM hace tres días", "Escríbenos por DM.", "", DM}, "les mandé un DM"},
		{redirect{"es", "fui a la sucursal y nada", "Acude a una sucursal.", "", Branch}, "fui a la sucursal"},
		// Afterwards, only what speaks of an earlier time.
		{redirect{"en", "my bill is wrong", "Please call us.", "I already called you, twice", Phone}, "already called"},
		{redirect{"en", "my bill is wrong", "Please call us.", "called you, it is being looked at", Phone}, ""},
		{redirect{"en", "my bill is wrong", "Please DM us.", "sent you a DM", DM}, ""},
		// Another channel than the one that was tried.
		{redirect{"en", "I was on hold for an hour", "Please send us a DM.", "", DM}, ""},
		{redirect{"fr", "une heure au téléphone pour rien", "Rejoignez-nous sur Messenger.", "", DM}, ""},
		{redirect{"en", "I sent you a DM on Monday, hello?", "Please call us.", "", Phone}, ""},
		// Nothing was tried; a wish to be written to is no attempt.
		{redirect{"en", "the app crashes when I pay", "Please write to us in the app.", "", Web}, ""},
		{redirect{"en", "what is your phone number?", "Please call us.", "", Phone}, ""},
		{redirect{"fr", "pouvez-vous me contacter par MP ?", "Rejoignez-nous sur Messenger.", "", DM}, ""},
	} {
		if got := handled(tt.redirect).Bounce; got != tt.want {
			t.Errorf("%q answered %q, then %q: bounced by %q, want %q", tt.before, tt.reply, tt.after, got, tt.want)
		}
	}
}

// Only redirects are judged, and only in a language that has the phrases.
func TestHandlingOfOtherCases(t *testing.T) {
	c := &Case{Language: "en", Turns: []Turn{
		{Text: "@northbank you charged me twice, I was on hold for an hour"},
		{Text: "@ana we refunded you.", Brand: true},
	}}
	v := Default().view(c)
	defer v.release()
	l := Label{Outcome: Resolved}
	v.handling(&l)
	if l.Confidential != "" || l.Bounce != "" {
		t.Errorf("a resolved case is judged as a redirect: %+v", l)
	}
	again := Default().Label(story("en", "c: the app is slow", "b: Please DM us your full name.", "c: why not here?", "b: Please send us a DM."))
	if again.Outcome != Redirected || again.Confidential != "" {
		t.Errorf("an earlier reply makes the last one confidential: %+v", again)
	}
	other := handled(redirect{"de", "Sie haben zweimal abgebucht", "Bitte schreiben Sie uns eine DM.", "", DM})
	if other.Confidential != "" || other.Bounce != "" {
		t.Errorf("a language without phrases is judged: %+v", other)
	}
}

// The printed codebook shows what redirects are judged by.
func TestDocumentShowsHandling(t *testing.T) {
	var b strings.Builder
	if err := Default().Document(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"### asks_details (`en`)\n\nThe brand asks for personal or account details.\n", "- `au telephone|tel|bout`\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in the document", want)
		}
	}
}
