// Pages read for the command line as the service would read them.
#pragma once

#include <memory>
#include <vector>

#include "core/result.h"
#include "plugins/extract/article.h"

namespace claimwatch {

class Arguments;      // cli/verb.h
class Parser;         // plugins/parser.h
class SiteKnowledge;  // daemon/site_knowledge.h
class Store;          // storage/store.h

// One thread. Reads in this process; changes no store.
class SiteReader {
 public:
  // With --config by that configuration's rules for outlets, with --state-dir by what that store
  // knows of their sites; without either a page speaks for itself. kConfig, kNotFound, kIo: what
  // was named cannot be read.
  static Result<std::unique_ptr<SiteReader>> For(const Arguments& arguments);

  ~SiteReader();
  Result<Explanation> Read(const Page& page);

 private:
  SiteReader(std::vector<SiteRule> rules, std::unique_ptr<Store> store);

  std::vector<SiteRule> rules_;
  std::unique_ptr<Store> store_;  // nullptr: none
  std::unique_ptr<Parser> parser_;
  std::unique_ptr<SiteKnowledge> knowledge_;  // of store_; nullptr: none
};

}  // namespace claimwatch
