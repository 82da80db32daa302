// Package stats holds the statistics that the audit publishes, each after the
// paper that its comment names. It knows nothing of posts, brands or cases.
//
//   - One rate: [Wilson]; where customers have many cases each,
//     [Bootstrap.ClusteredRate] and [ClustersMatter].
//   - Two rates: [Newcombe], with [MidP]; many pairs: [Holm].
//   - Times: [Counted], with [Counted.QuantileInterval].
//   - Thin samples: [CasesForHalfWidth], [CasesForQuantile].
//   - Coders with each other: [Ratings], with percent agreement and
//     Krippendorff's alpha; two of them, or the machine with the truth:
//     [Confusion], with accuracy, Cohen's kappa and F1.
//   - Rates corrected for the machine's errors: [PredictionPowered], and
//     [RoganGladen] for errors that were measured elsewhere.
//
// Rates, probabilities and levels are shares of 1, never percentages. A level
// is the two-sided confidence level, such as 0.95. As in package math, a
// number asked of impossible arguments (more hits than cases, a level of 0) is
// NaN; functions whose data have a shape to be checked return an error.
//
// Nothing depends on the order of the data, the clock or a global source of
// random numbers.
//
// A conversion of a product, float64(a*b), rounds it before it is added to something:
// some processors would do both in one step, and the last digits would be others there.
package stats
