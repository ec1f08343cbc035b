// What the pages of each host repeat, learnt from accepted articles and kept in the store under
// "template/HOST".
//
// A text must not change because the memory grew: what the last version of an article said stays
// in it, whatever is known by now (KeepKnown). So the memory only keeps new furniture from looking
// like new sentences. A version whose text it shortened says so in its extractor's name ("+site").
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/article.h"
#include "core/mutex.h"
#include "core/page.h"
#include "core/result.h"
#include "core/site_rule.h"
#include "plugins/extract/article.h"
#include "storage/store.h"

namespace claimwatch {

class Parser;      // plugins/parser.h
class SiteMemory;  // plugins/extract/template.h

// Any thread may call; `store` and `parser` must outlive it. Bounded: the hosts read last are held
// in memory, and a host's memory is bounded by itself.
class SiteKnowledge {
 public:
  // `rules` are the operator's, by host.
  SiteKnowledge(Store& store, Parser& parser, std::vector<SiteRule> rules = {})
      : store_(store),
        parser_(parser),
        rules_(std::move(rules)) {}

  // The article of a page without what its host is known to repeat, by the rule for its host.
  Result<Explanation> Read(const Page& page) CW_EXCLUDES(mutex_);

  // Takes in the paragraphs of a page that was accepted as an article. Written behind every few
  // pages: a crash forgets those, nothing else.
  Status Learn(const Page& page, const Explanation& read) CW_EXCLUDES(mutex_);

 private:
  struct Host {
    std::shared_ptr<const SiteMemory> memory;
    unsigned unsaved = 0;  // pages
  };

  Result<Host*> Load(const std::string& host) CW_REQUIRES(mutex_);

  Store& store_;
  Parser& parser_;
  const std::vector<SiteRule> rules_;
  Mutex mutex_;
  std::map<std::string, Host> hosts_ CW_GUARDED_BY(mutex_);
};

// Puts back what `last`, the latest version of the same article, already said.
void KeepKnown(Explanation& read, const Article& last);

}  // namespace claimwatch
