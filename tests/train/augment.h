// The same page with other furniture: what a monitor sees from one day to the next.
//
// Boxes are put between and behind the paragraphs of the article, so that the model learns that an
// article's text does not depend on them. All wording is ours.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace claimwatch::train {

struct Donors {
  std::vector<std::string> titles;      // of other pages
  std::vector<std::string> paragraphs;  // prose of other pages
};

// `html` in UTF-8 with its gold text; unchanged when no paragraph of the gold is found.
std::string Augment(std::string_view html, std::string_view gold, const Donors& donors,
                    std::mt19937_64& random);

}  // namespace claimwatch::train
