#include "plugins/parser.h"

#include "plugins/source/source.h"

namespace claimwatch {
namespace {

class HereParser final : public Parser {
 public:
  Result<Explanation> ReadArticle(const Page& page, const SiteFacts& site) override {
    return ExplainArticle(page, site);
  }

  Result<Feed> ReadFeed(const Page& page, const SourceOptions& options) override {
    return claimwatch::ReadFeed(page, options);
  }

  std::vector<std::string> FindFeeds(const Page& page) override {
    return DiscoverFeeds(page.body, page.url.text());
  }
};

}  // namespace

std::unique_ptr<Parser> MakeParser() {
  return std::make_unique<HereParser>();
}

}  // namespace claimwatch
