// to be joined with the catalogue
