// What the tags of a page (Article::tags) say about its event: its own one, another one, nothing.
#pragma once

#include <string>
#include <vector>

#include "plugins/compare/index.h"

namespace claimwatch {

struct TagEvidence {
  double own = 0;            // 0–0.4
  double rival = 0;          // 0–0.5; half of it where a tag names the event itself
  bool names_event = false;  // its format beside the word for a meeting, or its number
  std::vector<std::string> reasons;
};

// `language` of the page, or empty. A tag in small letters is read as if its words had capitals.
TagEvidence ReadEventTags(const BaselineIndex& index, const std::vector<std::string>& tags,
                          const std::string& language);

}  // namespace claimwatch
