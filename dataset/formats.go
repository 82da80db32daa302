package dataset

// formats is the registry. To add a format, write a file that declares it and
// add it here. The order does not matter: the format whose marks say most about
// a record wins.
var formats = []*Format{
	exporterCSV,
	exporterJSON,
	twarc1JSON,
	twarc2JSON,
	twcs,
	twitteR,
}
