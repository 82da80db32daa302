package codebook

import (
	"slices"
	"strings"
	"testing"
)

// story makes a case of posts that begin with "c: " or "b: ".
func story(language string, posts ...string) *Case {
	c := &Case{Language: language}
	for _, p := range posts {
		t := Turn{Author: "ana", Text: p[3:]}
		if strings.HasPrefix(p, "b: ") {
			t.Author, t.Brand = "northbank", true
		}
		c.Turns = append(c.Turns, t)
	}
	return c
}

// The examples that the printed codebook gives are decided by their rules.
func TestExamples(t *testing.T) {
	cb := Default()
	for _, r := range rules {
		languages := map[string]bool{}
		for _, e := range r.Examples {
			languages[e.language] = true
			l := cb.Label(story(e.language, e.posts...))
			if l.Rule != r.Name || l.Outcome != r.Outcome {
				t.Errorf("%s: %q: got %s by %s", r.Name, e.posts, l.Outcome, l.Rule)
			}
		}
		for _, code := range cb.LabelledLanguages() {
			if !languages[code] {
				t.Errorf("%s: needs an example in %s", r.Name, code)
			}
		}
	}
}

// The cases that a keyword search gets wrong.
func TestHardCases(t *testing.T) {
	tests := []struct {
		name, language string
		posts          []string
		outcome        Outcome
		channel        Channel
		reason         Reason
		lastReply      int
	}{
		{"a courtesy is not the last reply", "en", []string{
			"c: where do I find my statements?",
			"b: You can find them in the app under Documents.",
			"c: thank you",
			"b: You're welcome! Let us know if you need anything else. ^LM",
		}, Resolved, "", "", 1},
		{"nor in Spanish", "es", []string{
			"c: ¿dónde encuentro mis facturas?",
			"b: Las tienes en la app, en el apartado Documentos.",
			"c: gracias",
			"b: ¡De nada! Que tengas un buen día. ^LM",
		}, Resolved, "", "", 1},
		{"an answer with a channel for later, in Spanish", "es", []string{
			"c: la tele se quedó en negro desde ayer",
			"b: Hola, Ana. Desenchufa el decodificador dos minutos y vuelve a encenderlo. Si sigue igual, escríbenos por DM. ^LM",
		}, Resolved, "", "", 1},
		{"enough is not settled, in Spanish", "es", []string{
			"c: me cobraron dos veces",
			"b: Hola, escríbenos por mensaje directo.",
			"c: ya está bien de tomarnos el pelo",
		}, Redirected, DM, "", 1},
		{"worse is not settled, in Spanish", "es", []string{
			"c: la app no abre",
			"b: Hola, escríbenos por mensaje directo.",
			"c: ya funciona peor que ayer",
		}, Redirected, DM, "", 1},
		{"settled in other words, in Spanish", "es", []string{
			"c: la app no abre",
			"b: Hola, escríbenos por mensaje directo.",
			"c: al final lo conseguí, gracias",
		}, Resolved, "", "", 1},
		{"details given and silence, in Spanish", "es", []string{
			"c: el paquete no llegó",
			"b: Hola, ¿qué número de seguimiento tiene?",
			"c: es el NX4471, y ya van diez días",
		}, Ignored, "", Dropped, 1},
		{"a come-back that got a courtesy met no silence", "en", []string{
			"c: where do I find my statements?",
			"b: You can find them in the app under Documents.",
			"c: and how far back do they go?",
			"b: Let us know if you need anything else. Have a great day! ^LM",
		}, Resolved, "", "", 1},
		{"the same come-back in silence", "en", []string{
			"c: where do I find my statements?",
			"b: You can find them in the app under Documents.",
			"c: and how far back do they go?",
		}, Ignored, "", Dropped, 1},
		{"praise is answered by thanks", "en", []string{
			"c: lovely staff at your Hull branch, best bank in town",
			"b: Thank you so much for your kind words! ^LM",
		}, Resolved, "", "", 1},
		{"a complaint is not", "en", []string{
			"c: rude staff at your Hull branch, I waited an hour",
			"b: Thank you so much for your feedback! ^LM",
		}, Boilerplate, "", "", 1},
		{"a courtesy after a redirect", "en", []string{
			"c: you charged me twice",
			"b: Please send us a DM with your order number.",
			"c: done",
			"b: Thanks for speaking with us today. Have a great weekend!",
		}, Redirected, DM, "", 1},
		{"the parts of one reply", "en", []string{
			"c: my parcel is lost and nobody answers",
			"b: We're sorry to hear about your parcel and understand how annoying it is. So that we can look into it 1/2",
			"b: please send us a private message with the tracking number. 2/2 ^AA",
		}, Redirected, DM, "", 2},
		{"a bare thanks confirms nothing", "en", []string{
			"c: I can't log in",
			"b: Please DM us your username.",
			"c: ok thanks",
		}, Redirected, DM, "", 1},
		{"settled elsewhere", "en", []string{
			"c: I can't log in",
			"b: Please DM us your username.",
			"c: all sorted now, your colleague on the phone fixed it",
		}, Resolved, "", "", 1},
		{"settled, and a question besides", "en", []string{
			"c: the app does not open since the update",
			"b: Please send us a DM with your device and we will look into it.",
			"c: I got it working in the end, why was it down?",
		}, Redirected, DM, "", 1},
		{"settled, and one without a mark", "en", []string{
			"c: the app does not open since the update",
			"b: Please send us a DM with your device and we will look into it.",
			"c: all sorted now. Could you tell me when the refund arrives",
		}, Redirected, DM, "", 1},
		{"a protest after a redirect", "en", []string{
			"c: where is my refund?",
			"b: Please call us on 0800 555 0143 so that we can check this.",
			"c: I have called three times and nobody helped, why can't you tell me here?",
		}, Redirected, Phone, "", 1},
		{"a link that answers", "en", []string{
			"c: how do I pair my new headset?",
			"b: Here's how to pair your headset: https://example.com/pair",
		}, Resolved, "", "", 1},
		{"a full answer with a channel for later", "en", []string{
			"c: my box shows a red light",
			"b: Unplug the box for ten seconds and plug it in again. If that doesn't work, send us a DM.",
		}, Resolved, "", "", 1},
		{"a yes before a farewell", "en", []string{
			"c: can I pay by instalments?",
			"b: Yes. Let us know if there's anything else!",
		}, Resolved, "", "", 1},
		{"several channels: the first counts", "en", []string{
			"c: someone used my card",
			"b: Please call us on 0800 555 0143 or send us a DM as soon as you can.",
		}, Redirected, Phone, "", 1},
		{"another account", "en", []string{
			"c: my flight was cancelled",
			"b: Sorry to hear that! Looping in @orbit_help to see if they can assist. ^ER",
		}, Redirected, OtherChannel, "", 1},
		{"the brand's own account is no redirect", "en", []string{
			"c: that bank again",
			"b: We saw your post. If you need help, let us know @northbank. ^fa",
		}, Boilerplate, "", "", 1},
		{"the details asked for, and silence", "en", []string{
			"c: the app crashes all the time",
			"b: That's not good. Which phone are you using?",
			"c: a Galaxy with the newest version of the app",
		}, Ignored, "", Dropped, 1},
		{"word of a message sent needs no answer", "en", []string{
			"c: the app crashes all the time",
			"b: Please DM us your account details.",
			"c: sent you a DM",
		}, Redirected, DM, "", 1},
		{"a private message in French", "fr", []string{
			"c: plus d'internet depuis lundi",
			"b: Bonjour Zoé, retrouvez-moi sur Messenger pour faire le point : https://example.fr/m Paul – Nordtel",
		}, Redirected, DM, "", 1},
		{"a courtesy in French", "fr", []string{
			"c: puis-je garder mon numéro ?",
			"b: Oui, votre numéro est conservé, la demande prend trois jours.",
			"c: merci beaucoup",
			"b: Je vous en prie, bonne journée !",
		}, Resolved, "", "", 1},
		{"an outage that is over, in French", "fr", []string{
			"c: bloqué à l'étape 4",
			"b: La panne est terminée, tout doit fonctionner. Si le problème persiste, contactez-nous en MP.",
		}, Resolved, "", "", 1},
	}
	cb := Default()
	for _, test := range tests {
		l := cb.Label(story(test.language, test.posts...))
		if l.Outcome != test.outcome || l.Channel != test.channel || l.Reason != test.reason || l.LastReply != test.lastReply {
			t.Errorf("%s: got %s %s%s, last reply %d, by %s (%q, %.2f); want %s %s%s, last reply %d", test.name,
				l.Outcome, l.Channel, l.Reason, l.LastReply, l.Rule, l.Evidence, l.Confidence, test.outcome, test.channel, test.reason, test.lastReply)
		}
	}
}

// A case's last substantive reply is one post or the parts of one; courtesies are none,
// but where there is nothing else, and a post that begins a case is no courtesy.
func TestPartsOfACase(t *testing.T) {
	const ask, answer, bye = "c: where do I find my statements?", "b: You can find them in the app under Documents.", "b: You're welcome! Let us know if you need anything else. ^LM"
	for _, tt := range []struct {
		posts                 []string
		opening, reply, after []int
		closed                bool
	}{
		{[]string{ask, ask}, []int{0, 1}, nil, nil, false},
		{[]string{ask, answer, answer}, []int{0}, []int{1, 2}, nil, false},
		{[]string{ask, answer, "c: thanks", bye}, []int{0}, []int{1}, []int{2}, true},
		{[]string{ask, answer, "c: thanks", bye, ask}, []int{0}, []int{1}, []int{2, 4}, false},
		{[]string{ask, answer, "c: thanks", bye, answer}, []int{0}, []int{4}, nil, false},
		{[]string{ask, bye, "c: thanks", bye}, []int{0}, []int{3}, nil, false},
		{[]string{bye, ask, bye}, []int{1}, []int{0}, []int{1}, true},
	} {
		v := Default().view(story("en", tt.posts...))
		if !slices.Equal(v.opening, tt.opening) || !slices.Equal(v.reply, tt.reply) || !slices.Equal(v.after, tt.after) || v.closed != tt.closed {
			t.Errorf("%q: opening %v, reply %v, behind it %v, closed %v", tt.posts, v.opening, v.reply, v.after, v.closed)
		}
		v.release()
	}
}

// Of a reply that quotes a post, or of a very long one, the beginning is read.
func TestWhatIsRead(t *testing.T) {
	v := Default().view(story("en", "c: my card is blocked", "b: Thanks! RT @ana: my card is blocked", "b: "+strings.Repeat("open ", 10_000)))
	defer v.release()
	if got := v.read(1).text; got != "Thanks!" {
		t.Errorf("of a quote is read %q", got)
	}
	if n := len(v.read(2).text); n > longestText {
		t.Errorf("of a long reply %d bytes are read", n)
	}
}

// What tells a redirect's channel, in the order in which it counts.
func TestWhatTellsTheChannel(t *testing.T) {
	const earlier = "b: Please visit your nearest branch."
	for _, tt := range []struct {
		posts []string
		want  Channel
		by    string
	}{
		{[]string{"b: Please use the link to send us a DM: https://north.example/c"}, DM, "tells the channel"},
		{[]string{"b: Please fill in this form: https://north.example/c. Send us a DM when that is done."}, Web, "tells the channel"},
		{[]string{earlier, "c: why?", "b: We will follow up with you shortly."}, Branch, "of an earlier reply"},
		{[]string{earlier, "c: why?", "b: Please give us a call on 0800 555 0142."}, Phone, "tells the channel"},
		{[]string{"b: Here: care@north.example, 0800 555 0142, https://north.example/c, @orbit_help"}, Email, "tells the channel"},
		{[]string{"b: Here: 0800 555 0142, https://north.example/c, @orbit_help"}, Phone, "tells the channel"},
		{[]string{"b: Here: https://north.example/c, @orbit_help or so"}, Web, "the address, number, link or handle"},
		{[]string{"b: Here: https://north.example/c"}, Web, "the address, number, link or handle"},
		{[]string{"b: Here: @orbit_help or so"}, OtherChannel, "the address, number, link or handle"},
		{[]string{"b: Here: https://m.me/north"}, DM, "the address, number, link or handle"},
		{[]string{"b: Sure."}, DM, "no channel is named"},
	} {
		v := Default().view(story("en", append([]string{"c: my order is broken"}, tt.posts...)...))
		if got, by := v.channel(); got != tt.want || !strings.Contains(by.String(), tt.by) {
			t.Errorf("%q: %s, as %s; want %s, as %s", tt.posts, got, by.String(), tt.want, tt.by)
		}
		v.release()
	}
}

func TestChannels(t *testing.T) {
	tests := []struct {
		reply   string
		channel Channel
	}{
		{"Please send us a direct message with your postcode.", DM},
		{"Please give our team a call on 0800 555 0143.", Phone},
		{"Please email us at care@example.com with your order number.", Email},
		{"Please visit your nearest branch with your passport.", Branch},
		{"Please fill in this form so that we can investigate: https://example.com/f", Web},
		{"Please contact our live chat, they can look into your order.", Web},
		{"Please reach out to @orbit_help, they will be able to assist.", OtherChannel},
		{"Please contact the manufacturer directly for a replacement.", OtherChannel},
		{"Please reach out to us here so that we can look into it: https://example.com/c", Web},
		{"Please send us your phone number in a DM so that we can look into it.", DM},
		{"You'd need to speak to our team on 0800 555 0143 about this.", Phone},
		{"Please get in touch with the refunds team at refunds@example.com.", Email},
		{"Please contact the refunds team via this form: https://example.com/f", Web},
		{"Please get in touch with us here: https://m.me/orbit", DM},
		{"Please send us an email at https://example.com/f so that we can look into it.", Web},
		{"Please send us an email here: https://example.com/f", Web},
		{"Please send us an email. Our news are at https://example.com/n", Email},
		{"Please send us an email at care@example.com or see https://example.com/f", Email},
		{"Please go to orbit.example/claims with the number on the label, and start a claim there.", Web},
	}
	cb := Default()
	for _, test := range tests {
		l := cb.Label(story("en", "c: my order is broken", "b: "+test.reply))
		if l.Outcome != Redirected || l.Channel != test.channel {
			t.Errorf("%q: got %s %s by %q, want redirected %s", test.reply, l.Outcome, l.Channel, l.Evidence, test.channel)
		}
	}
}

// A reply is shown by the sentence that answers, not by a set phrase beside it.
func TestEvidence(t *testing.T) {
	for _, test := range []struct{ post, reply, evidence string }{
		{"my cat loves your paper envelopes", "That cat knows where it's comfy! Hope that helps!", "That cat knows where it's comfy!"},
		{"the staff at Upper Tamsin were lovely", "So glad the Upper Tamsin team looked after you. Hope that helps!", "So glad the Upper Tamsin team looked after you."},
		{"Loving the new app", "We're happy you're enjoying it! If you ever have any questions about the app, please tweet us.", "We're happy you're enjoying it!"},
		{"how late is the branch open?", "We're here to help! We're open until 6pm.", "We're open until 6pm."},
	} {
		if l := Default().Label(story("en", "c: "+test.post, "b: "+test.reply)); l.Rule != answered.Name || l.Evidence != test.evidence {
			t.Errorf("%q: got %s by %q, want answered by %q", test.reply, l.Rule, l.Evidence, test.evidence)
		}
	}
}

func TestIntents(t *testing.T) {
	tests := []struct {
		language, post string
		intent         Intent
	}{
		{"en", "How do I change the address on my account?", Question},
		{"en", "My card has been declined three times today, this is ridiculous", Complaint},
		{"en", "Why is your app down again? Fix it!", Complaint}, // it complains and asks
		{"en", "Please add a dark mode to the app, it would be great", Suggestion},
		{"en", "Thank you so much, your team was amazing today!", Praise},
		{"en", "my cat is asleep on the laptop lol", Other},
		{"fr", "Bonjour, comment changer mon adresse ?", Question},
		{"fr", "Plus d'internet depuis trois jours, c'est une honte", Complaint},
		{"fr", "Merci beaucoup pour votre aide, super service", Praise},
	}
	cb := Default()
	for _, test := range tests {
		l := cb.Label(story(test.language, "c: "+test.post))
		if l.Intent != test.intent {
			t.Errorf("%q: got %s by %q, want %s", test.post, l.Intent, l.IntentSays, test.intent)
		}
	}
}

// What needs no words is decided in any language; the rest is not guessed.
func TestLanguageWithoutCodebook(t *testing.T) {
	cb := Default()
	l := cb.Label(story("", "c: Hallo, mein Zug ist schon wieder nicht gekommen und der Schalter war zu"))
	if l.Outcome != Ignored || l.Reason != NoReply || l.Intent != NoIntent || l.Language != "de" {
		t.Errorf("no reply: got %s %s, %s, language %q", l.Outcome, l.Reason, l.Intent, l.Language)
	}
	l = cb.Label(story("", "c: Hallo, mein Zug ist schon wieder nicht gekommen", "b: Das tut uns leid. Schreiben Sie uns bitte eine DM mit der Zugnummer."))
	if l.Outcome != NoOutcome || l.Intent != NoIntent || l.Rule != "" {
		t.Errorf("a reply: got %s by %q, %s", l.Outcome, l.Rule, l.Intent)
	}
}

func TestLanguage(t *testing.T) {
	posts := func(marks ...string) *Case {
		c := story("fr", "c: hello, where is my parcel?", "b: Which parcel is it?")
		for i, m := range marks {
			c.Turns[i].Language = m
		}
		return c
	}
	marked := func(marksAndTexts ...string) *Case {
		c := new(Case)
		for i := 0; i < len(marksAndTexts); i += 2 {
			c.Turns = append(c.Turns, Turn{Language: marksAndTexts[i], Text: marksAndTexts[i+1]})
		}
		return c
	}
	tests := []struct {
		name string
		c    *Case
		want string
	}{
		{"the posts' mark", posts("en-GB", "en"), "en"},
		{"an empty mark is none", posts("und", "qme"), "fr"},
		{"the brand's language", posts(), "fr"},
		{"what it looks like", story("", "c: bonjour, je ne peux plus me connecter depuis hier", "b: Bonjour, quel est votre modèle ?"), "fr"},
		{"several languages are none", posts("zxx", "mul"), "fr"},
		{"no code is no mark", posts("??", "English"), "fr"},
		{"a long post counts for more", marked("en", "Hello, where is the parcel that I sent on Monday?", "fr", "ok", "fr", "oui"), "en"},
		{"a word of two languages is no decision", story("", "c: la la la"), ""},
		{"other letters", story("", "c: カードが使えません in the app"), ""},
		{"Spanish is not French", story("", "c: hola, no puedo entrar en la app desde que la actualice"), "es"},
		{"nor Portuguese", story("", "c: o app nao abre e nao consigo entrar na minha conta, podem me ajudar?"), "pt"},
		{"one word of slang is no Spanish", story("", "c: sent ya a DM"), "en"},
		{"a typical word", story("", "c: devolucion de dinero pendiente"), "es"},
		{"nothing to go by", story("", "c: 12345 https://example.com"), ""},
	}
	for _, test := range tests {
		if got := Default().Label(test.c).Language; got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// Short posts in a language without a codebook, or in none, are not taken for one that
// has a codebook; nor are those that have words of both.
func TestLanguageOfShortPosts(t *testing.T) {
	cb := Default()
	for _, tt := range []struct{ post, want string }{
		{"can someone call me", "en"},
		{"please follow me", "en"},
		{"DM sent", "en"},
		{"website down?", "en"},
		{"bester Support", ""}, // "best" and "service" are at home elsewhere
		{"why your hotline always cannot get through one", "en"},
		{"colis livré cassé", "fr"},
		{"service client injoignable, honteux, toujours aucune réponse", "fr"},
		{"mi cuenta está bloqueada", "es"},
		{"me cobraron dos veces", "es"},
		{"no em funciona internet des d'ahir", "ca"},
		{"vull cancel·lar el contracte", "ca"},
		{"cando me devolvedes os cartos", "gl"},
		{"unde este coletul meu", "ro"},
		{"cardul e blocat, ce fac?", ""},      // French too
		{"obsługa klienta to jakiś żart", ""}, // English too
		{"karta zablokowana, czemu nie odpowiadacie", "pl"},
		{"nemůžu se přihlásit do účtu", "cs"},
		{"ni har dragit pengar två gånger", "sv"},
		{"hvornår får jeg mine penge tilbage", "da"},
		{"dere har trukket meg to ganger", "no"},
		{"missä pakettini on", "fi"},
		{"param ne zaman iade edilecek", "tr"},
		{"kenapa kereta telat lagi, udah nunggu 45 menit", "id"},
		{"bila nak refund duit saya", "ms"},
		{"45 minutes na ako naghihintay sa hotline", "fil"},
		{"kadi yangu imefungwa, mbona hamjibu", "sw"},
		{"recharge kiya par data nahi mila", "hi"},
		{"wanneer kry ek my geld terug", "af"},
		{"pa gen entènèt, nou pran kòb mwen", "ht"},
		{"wifi 5025 Lake Road, Oakland, ca", ""},
	} {
		if got := cb.Detect("@northbank " + tt.post); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.post, got, tt.want)
		}
	}
}

// What was nearly said is not called unsaid.
func TestExplainNearlySettled(t *testing.T) {
	c := story("en",
		"c: the app does not open since the update",
		"b: Please send us a DM with your device and we will look into it.",
		"c: I got it working in the end, why was it down?")
	want := "the customer says that it is settled, and asks or says that it fails besides"
	if step := Default().Explain(c)[slices.IndexFunc(rules, func(r rule) bool { return r.Name == settled.Name })]; step.Why != want {
		t.Errorf("got %q, want %q", step.Why, want)
	}
}

// Explain shows every rule, and the one that decides is Label's.
func TestExplain(t *testing.T) {
	cb := Default()
	for _, r := range rules {
		for _, e := range r.Examples {
			c := story(e.language, e.posts...)
			steps := cb.Explain(c)
			if len(steps) != len(rules) {
				t.Fatalf("got %d steps, want %d", len(steps), len(rules))
			}
			deciding := ""
			for i, s := range steps {
				if s.Rule != rules[i].Name || s.Why == "" {
					t.Errorf("step %d: got rule %q because %q", i, s.Rule, s.Why)
				}
				if s.Decides {
					deciding += s.Rule
				}
			}
			if l := cb.Label(c); deciding != l.Rule {
				t.Errorf("%q: explained by %q, labelled by %q", e.posts, deciding, l.Rule)
			}
		}
	}
}
