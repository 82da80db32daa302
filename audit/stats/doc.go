// Package stats holds the statistics that the audit publishes, each after the
// paper that its comment names. It knows nothing of posts, brands or cases.
//
//   - One rate: [Wilson], [CasesForHalfWidth].
//   - Two rates: [Newcombe], [FisherExact], [MidP]; many pairs: [Holm].
//   - Times: [Quantile], [QuantileInterval].
//
// Rates, probabilities and levels are shares of 1, never percentages. A level
// is the two-sided confidence level, such as 0.95. As in package math, a
// number asked of impossible arguments (more hits than cases, a level of 0) is
// NaN; functions that read data with a shape to be checked return an error.
package stats
