#include "cli/site_reader.h"

#include <utility>

#include "cli/read_config.h"
#include "cli/verb.h"
#include "core/page.h"
#include "core/site_rule.h"
#include "daemon/site_knowledge.h"
#include "plugins/parser.h"
#include "storage/store.h"

namespace claimwatch {

SiteReader::SiteReader(std::vector<SiteRule> rules, std::unique_ptr<Store> store)
    : rules_(std::move(rules)),
      store_(std::move(store)),
      parser_(MakeParser()) {
  if (store_ != nullptr) {
    knowledge_ = std::make_unique<SiteKnowledge>(*store_, *parser_, rules_);
  }
}

SiteReader::~SiteReader() = default;

Result<std::unique_ptr<SiteReader>> SiteReader::For(const Arguments& arguments) {
  std::vector<SiteRule> rules;
  if (arguments.Has("config")) {
    rules = CW_TRY(SiteRulesFor(arguments));
  }
  std::unique_ptr<Store> store;
  if (arguments.Has("state-dir")) {
    store = CW_TRY(Store::OpenReader(arguments.Get("state-dir")));
  }
  return std::unique_ptr<SiteReader>(new SiteReader(std::move(rules), std::move(store)));
}

Result<Explanation> SiteReader::Read(const Page& page) {
  return knowledge_ != nullptr
             ? knowledge_->Read(page)
             : parser_->ReadArticle(page, {.rule = RuleFor(rules_, page.url.host())});
}

}  // namespace claimwatch
