package codebook

import "testing"

// Two fillings of one template have one skeleton.
func TestSkeletonSame(t *testing.T) {
	tests := []struct{ a, b, want string }{
		{"@mia Hi Mia, please DM us your postcode. ^JK", "@tom_7 Hi Tom, please DM us your postcode. -AA", "please DM us your postcode."},
		{"@mia Hello there! How can we help? *SR", "@tom Hello! How can we help? /LO", "How can we help?"},
		{"Hi, call us on 0800 555 0143 now", "Hello Ana. call us on 1-800-555-0199 now", "call us on {number} now"},
		{"@a See https://example.com/x1 for more ^JK", "@b See http://example.org/y for more ^LM", "See {link} for more"},
		{"@a Please try again https://example.com/1 ^JK", "@b Please try again ^JK https://example.com/2", "Please try again {link}"},
		{"@a Bonjour Zoé,\n\nRetrouvez-moi sur Messenger.\n\nNoémie – Nordtel", "@b Bonjour Paul,\nRetrouvez-moi sur Messenger.\nMax - Nordtel", "Retrouvez-moi sur Messenger."},
		{"@a ¡Hola, Lucía! Escríbenos por DM. ^JR", "@b Buenos días Pedro. Escríbenos por DM. -AA", "Escríbenos por DM."},
		{"@a ¡Hola! Lo sentimos. ^JR", "@b ¡Buenas tardes, Ana María! Lo sentimos. -AA", "Lo sentimos."},
		{"@a Hola, Paco. Lo sentimos. ^JR", "@b ¡Hola, María del Carmen! Lo sentimos. -AA", "Lo sentimos."},
		{"@a Hello, John. We are sorry. ^JR", "@b Hello John, We are sorry. -AA", "We are sorry."},
		{"@a ¡Hola, lo sentimos! ^JR", "@b Hola, lo sentimos! -AA", "lo sentimos!"},
		{"Dear Mr. Ramesh, we are sorry. Regards, Anjali, Team Orbit", "Dear Latha Rao, we are sorry.\n\nKind regards,\nAli Khan\nCustomer Relations", "we are sorry."},
		{"Hi J.P., we are sorry. Kind regards John", "Hi Anne-Marie & Tim, we are sorry. - Kelly-Ann", "we are sorry."},
		{"Dear Sir/Madam, we are sorry.\nJo", "Morning Peter van Dyk! we are sorry. Kindest regards", "we are sorry."},
		{"Bonjour M. de La Tour, c'est noté. Cordialement, Hugo", "Rebonjour Mme Dupont-Moreau, c'est noté.\nBien à vous,\nHugo D.", "c'est noté."},
		{"Bonjour Karim\u202f! C'est noté.", "Bonjour\u202f! C'est noté.", "C'est noté."},
		{"Bonjour\u00a0Karim 👋 c'est noté. Cordialement", "Chère Léa, 👋 c'est noté.\n\nCordialement,\nl'équipe Lutèce", "👋 c'est noté."},
		{"Bonjour Madame Julie Martin, c'est noté. Bonne journée, Hugo", "Bonsoir, c'est noté. Bonne journée Julie", "c'est noté. Bonne journée"},
		{"Hi Ana! Sorry to see this, Ana! Hope that helps, Ana.", "Sorry to see this, Tim! Hope that helps, Tim. - Jo", "Sorry to see this! Hope that helps."},
		{"@a Hallo Frau Meier, bitte per DM melden. Viele Grüße, Tim", "@b Guten Tag Sven! bitte per DM melden. ^AB", "bitte per DM melden."},
		{"@a Sehr geehrter Herr Müller, bitte per DM melden.\n\nMit freundlichen Grüßen\nIhr Team", "@b Moin, bitte per DM melden. LIEBE GRÜSSE", "bitte per DM melden."},
		{"@a Hallo, bitte per DM melden. Mit freundlichen Grüssen, Tim", "@b Moin, bitte per DM melden. HERZLICHE GRÜSSE\nIhr Team", "bitte per DM melden."},
		{"@a Buongiorno Lucia, ci scriva in DM. Cordiali saluti, Marco", "@b Ciao Gianni! ci scriva in DM. - Anna", "ci scriva in DM."},
		{"@a Olá Ana, envie-nos uma DM. Cumprimentos, Rui", "@b Bom dia, João! envie-nos uma DM. ^LM", "envie-nos uma DM."},
		{"@a Beste Jan, stuur ons een DM. Met vriendelijke groet, Eva", "@b Hoi! stuur ons een DM. ^EV", "stuur ons een DM."},
		{"1/2/2024 is the date", "@b 3/4/2025 is the date", "{number} is the date"},
		{"@a 1/2 We are sorry. ^JK", "@b We are sorry. ^JK 1/2", "We are sorry."},
		{"@a [1/2] We are sorry. ^JK", "@b We are sorry. ^JK [1/2]", "We are sorry."},
		{"@a Looping in @orbit_help to assist", "@b Looping in @orbit_care to assist", "Looping in {handle} to assist"},
		{"@a write to mia.k@example.com please", "@b write to help@example.org please", "write to {email} please"},
		{"@a   Your   booking AB12CD is fine", "@b Your booking XY99ZZ is fine", "Your booking {number} is fine"},
		{"@mia Hi Mia, ^JK", "@tom Hello Tom! -AA", ""},
		{"", "@tom", ""},
	}
	for _, test := range tests {
		for _, text := range []string{test.a, test.b} {
			if got := Skeleton(text); got != test.want {
				t.Errorf("Skeleton(%q) = %q, want %q", text, got, test.want)
			}
		}
	}
}

// What differs in its words stays apart.
func TestSkeletonDifferent(t *testing.T) {
	tests := []struct{ a, b string }{
		{"We are open until 6pm", "We are closed until 6pm"},
		{"Which phone are you on?", "Which plan are you on?"},
		{"Use e-mail please", "Use mail please"},
		{"We are here 24/7", "We are here"},
		{"It is in Leeds, Bradford.", "It is in Leeds, Halifax."},
		{"Hi, Yes. We open at six", "Hi, No. We open at six"},
		{"It will arrive on 5/3", "It will arrive on"},
		{"Which phone, Android / iOS", "Which phone, Android"},
		{"We fly London - Paris", "We fly London"},
		{"Turn it off / on", "Turn it off"},
		{"Pay at the till - or not", "Pay at the till"},
		{"Send them my regards tomorrow", "Send them my"},
	}
	for _, test := range tests {
		if a, b := Skeleton(test.a), Skeleton(test.b); a == b {
			t.Errorf("%q and %q have one skeleton, %q", test.a, test.b, a)
		}
	}
}
