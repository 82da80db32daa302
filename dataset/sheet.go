package dataset

import (
	"archive/zip"
	"errors"
)

func isSheet(path string) bool {
	z, err := zip.OpenReader(path)
	if err != nil {
		return false
	}
	defer z.Close()
	for _, f := range z.File {
		if f.Name == "xl/workbook.xml" {
			return true
		}
	}
	return false
}

func sheetSource(path string) (*source, error) { return nil, errors.New("xlsx: coming") }
