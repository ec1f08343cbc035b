#include "cli/source_trial.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/polite_page.h"
#include "cli/site_reader.h"
#include "core/text.h"
#include "core/url.h"
#include "plugins/read/figure.h"
#include "plugins/source/source.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostCandidates = 3;

Result<Page> Ask(PolitePages& web, const Url& url, PolitePages::Wanted wanted) {
  Page page = CW_TRY(web.Get(url, wanted));
  if (page.status != 200) {
    return Error(Errc::kNetwork, fmt::format("{}: answered {}", url.text(), page.status));
  }
  return page;
}

Result<TriedFeed> TryPage(const Page& page) {
  Feed feed = CW_TRY(ReadFeed(page, SourceOptions{}));
  return TriedFeed{page.url.text(), std::move(feed)};
}

Json TryArticle(PolitePages& web, SiteReader& reader, const Url& base, const Entry& entry) {
  Json json = Json::Of({{"link", entry.link}, {"title", entry.title}});
  const Result<Url> url = Url::Resolve(base, entry.link);
  const Result<Page> page =
      url.ok() ? Ask(web, *url, PolitePages::Wanted::kPage) : Result<Page>(url.error());
  const Result<Explanation> read =
      page.ok() ? reader.Read(*page) : Result<Explanation>(page.error());
  if (!read.ok()) {
    return json.Set("error", read.error().message());
  }
  const Article& article = read->article;
  const std::string text = article.Text();
  return json.Set("characters", std::uint64_t{ToUtf32(text).size()})
      .Set("figures", std::uint64_t{ReadFigures(text, article.language).size()})
      .Set("language", article.language)
      .Set("quality", article.quality.score)
      .Set("reasons", Json::Texts(article.quality.reasons));
}

}  // namespace

Result<TriedFeed> TryFeed(PolitePages& web, const Url& url) {
  const Page page = CW_TRY(Ask(web, url, PolitePages::Wanted::kFeed));
  Result<TriedFeed> tried = TryPage(page);
  if (tried.ok()) {
    tried->url = url.text();  // a redirect may be for today only
    return tried;
  }
  std::vector<std::string> feeds = DiscoverFeeds(page.body, page.url.text());
  feeds.resize(std::min(feeds.size(), kMostCandidates));
  for (const std::string& candidate : feeds) {
    const Result<Url> there = Url::Parse(candidate);
    const Result<Page> answer =
        there.ok() ? Ask(web, *there, PolitePages::Wanted::kFeed) : Result<Page>(there.error());
    Result<TriedFeed> found = answer.ok() ? TryPage(*answer) : Result<TriedFeed>(answer.error());
    if (found.ok()) {
      found->url = candidate;
      return found;
    }
  }
  return tried;
}

std::vector<Json> TryArticles(PolitePages& web, SiteReader& reader, const TriedFeed& tried,
                              std::size_t most) {
  std::vector<Json> articles;
  const Result<Url> base = Url::Parse(tried.url);
  for (std::size_t i = 0; base.ok() && i < std::min(most, tried.feed.entries.size()); ++i) {
    articles.push_back(TryArticle(web, reader, *base, tried.feed.entries[i]));
  }
  return articles;
}

}  // namespace claimwatch
