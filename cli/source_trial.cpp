#include "cli/source_trial.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/clock.h"
#include "core/text.h"
#include "daemon/fetcher.h"
#include "plugins/extract/article.h"
#include "plugins/read/figure.h"
#include "plugins/source/source.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostCandidates = 3;

Result<Page> Fetch(const FetchConfig& config, const Url& url, FetchKind kind) {
  const SystemClock clock;
  FetchRequest request;
  request.key = url.text();
  request.url = url;
  request.kind = kind;
  const Fetched fetched = CW_TRY(FetchOnce(config, clock, std::move(request)));
  if (!fetched.error.empty()) {
    return Error(Errc::kNetwork, fetched.error);
  }
  if (fetched.page.status != 200) {
    return Error(Errc::kNetwork, fmt::format("{}: answered {}", url.text(), fetched.page.status));
  }
  return fetched.page;
}

Result<TriedFeed> TryPage(const Page& page) {
  Feed feed = CW_TRY(ReadFeed(page, SourceOptions{}));
  return TriedFeed{page.url.text(), std::move(feed)};
}

Json TryArticle(const FetchConfig& config, const Url& base, const Entry& entry) {
  Json json = Json::Of({{"link", entry.link}, {"title", entry.title}});
  const Result<Url> url = Url::Resolve(base, entry.link);
  const Result<Page> page =
      url.ok() ? Fetch(config, *url, FetchKind::kArticle) : Result<Page>(url.error());
  const Result<Article> article = page.ok() ? ExtractArticle(*page) : Result<Article>(page.error());
  if (!article.ok()) {
    return json.Set("error", article.error().message());
  }
  const std::string text = article->Text();
  Json reasons = Json::MakeArray();
  for (const std::string& reason : article->quality.reasons) {
    reasons.Push(reason);
  }
  return json.Set("characters", std::uint64_t{ToUtf32(text).size()})
      .Set("figures", std::uint64_t{ReadFigures(text, article->language).size()})
      .Set("language", article->language)
      .Set("quality", article->quality.score)
      .Set("reasons", std::move(reasons));
}

}  // namespace

FetchConfig TrialFetch(FetchConfig fetch, const Arguments& arguments) {
  if (arguments.Has("allow-private")) {
    fetch.allow_private_net = true;
    fetch.allow_ports.clear();
  }
  return fetch;
}

Result<TriedFeed> TryFeed(const FetchConfig& fetch, const Url& url) {
  const Page page = CW_TRY(Fetch(fetch, url, FetchKind::kFeed));
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
        there.ok() ? Fetch(fetch, *there, FetchKind::kFeed) : Result<Page>(there.error());
    Result<TriedFeed> found = answer.ok() ? TryPage(*answer) : Result<TriedFeed>(answer.error());
    if (found.ok()) {
      found->url = candidate;
      return found;
    }
  }
  return tried;
}

std::vector<Json> TryArticles(const FetchConfig& fetch, const TriedFeed& tried, std::size_t most) {
  std::vector<Json> articles;
  const Result<Url> base = Url::Parse(tried.url);
  for (std::size_t i = 0; base.ok() && i < std::min(most, tried.feed.entries.size()); ++i) {
    articles.push_back(TryArticle(fetch, *base, tried.feed.entries[i]));
  }
  return articles;
}

}  // namespace claimwatch
