// An entry while it is read. Part of the feed reader.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plugins/source/feed.h"

namespace claimwatch {

struct FeedReader::Draft {
  Entry entry;   // what needs no rank is already in its place
  Ranked title;  // these go into the entry when it ends
  Ranked link;
  Ranked id;
  Ranked author;
  Ranked summary;
  Ranked content;
  int published_rank = 0;
  int updated_rank = 0;
  int children = 0;        // elements read so far; an entry without any, id or link is dropped
  bool permalink = false;  // the id is an address that may serve as the link
  std::vector<std::string> other_links;  // alternates other than `link`
};

}  // namespace claimwatch
