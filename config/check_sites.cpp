#include "config/check_sites.h"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/selector.h"
#include "core/text.h"
#include "core/url.h"

namespace claimwatch {
namespace {

void CheckSelectors(Draft& draft, const std::string& path, const std::string& label,
                    const std::vector<std::string>& selectors) {
  for (const std::string& selector : selectors) {
    const Result<std::vector<Selector>> read = ParseSelectors(selector);
    if (!selector.empty() && !read.ok()) {
      draft.Complain(path, fmt::format("{}: '{}' is no selector: {}", label, Shown(selector),
                                       read.error().message()));
    }
  }
}

void CheckHost(Draft& draft, const std::string& path, const std::string& host) {
  const Result<Url> home = Url::Parse(fmt::format("http://{}/", host));
  if (draft.places.contains(path) && (!home.ok() || home->host() != host)) {
    draft.Complain(path, fmt::format("site '{}': host wants a name as in example.org, in small "
                                     "letters, without scheme, port and path",
                                     Shown(host)));
  }
}

void CheckSite(Draft& draft, const std::string& path, const SiteRule& site) {
  CheckHost(draft, path + ".host", site.host);
  const auto check = [&](std::string_view key, const std::vector<std::string>& selectors) {
    CheckSelectors(draft, fmt::format("{}.{}", path, key),
                   fmt::format("site '{}': {}", Shown(site.host), key), selectors);
  };
  check("keep", site.keep);
  check("drop", site.drop);
  check("title", {site.title});
  check("byline", {site.byline});
  check("published", {site.published});
}

}  // namespace

void CheckSites(Draft& draft) {
  for (std::size_t s = 0; s < draft.config.sites.size(); ++s) {
    CheckSite(draft, fmt::format("site.{}", s), SiteRule(draft.config.sites[s]));
  }
}

}  // namespace claimwatch
