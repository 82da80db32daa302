package dataset

// formats is the registry. To add a format, write a file that declares it, add it
// here, and put a sample into testdata and TestFormats; README's table is written by
// go test ./cmd/lastword -update. Times need no word, epochs neither: see [clock].
// The order does not matter: the format whose marks say most about a record wins.
var formats = []*Format{
	academictwitteR,
	bluesky,
	convoKit,
	crowdTangle,
	exporterCSV,
	exporterJSON,
	facepager,
	fourcatCSV,
	fourcatV2,
	lastwordCSV,
	lastwordJSON,
	mastodon,
	mastodonOutbox,
	reddit,
	rtweet,
	snscrape,
	twarc1CSV,
	twarc1JSON,
	twarc2JSON,
	twarcCSV,
	twcs,
	twitteR,
	xArchive,
	zeeschuimer,
}
