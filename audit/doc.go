// Package audit finds each customer's case with a brand, labels it, and
// measures how the brand's cases end.
//
// The flow, every step of which needs only the one before it:
//
//  1. [Brands] says which accounts answer for whom.
//  2. Routing gives every post its pairs (brand, customer).
//  3. A pair's posts are split into cases ([Case]).
//  4. Each case is labelled by [github.com/lastword-audit/lastword/audit/codebook],
//     which sees the case and how many customers got each reply's template.
//  5. The labels are measured: a [BrandSummary] for every brand, all in one
//     [Summary].
package audit
