// An entry while it is read. Part of the feed reader.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plugins/source/feed.h"

namespace claimwatch {

struct FeedReader::Draft {
  Entry entry;
  Ranked title;
  Ranked link;
  Ranked id;
  Ranked author;
  Ranked summary;
  Ranked content;
  int published_rank = 0;
  int updated_rank = 0;
  int children = 0;
  bool permalink = false;  // the id is an address that may serve as the link
  std::vector<std::string> other_links;
};

}  // namespace claimwatch
