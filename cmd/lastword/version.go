package main

// version is the tool's, as manifests record it.
const version = "0.1.0"
