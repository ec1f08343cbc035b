#include <algorithm>
#include <string>

#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/metadata.h"
#include "plugins/extract/normalise.h"
#include "plugins/extract/shingles.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxTitle = 400;
constexpr double kSameTitle = 0.5;
constexpr double kLooselySame = 0.25;

// The h1 that says most of what `named` says, or the only one.
std::string Headline(const Dom& dom, const std::string& named) {
  const ShingleSet wanted(named, 1);
  std::string best;
  double best_alike = -1;
  unsigned count = 0;
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag != HtmlTag::kH1) {
      continue;
    }
    const std::string text = Normalise(dom.TextOf(i, kMaxTitle));
    const double alike = wanted.empty() ? 0 : wanted.Alike(text);
    count += text.empty() ? 0U : 1U;
    if (!text.empty() && alike > best_alike) {
      best = text;
      best_alike = alike;
    }
  }
  return best_alike >= kSameTitle || (count == 1 && best_alike >= 0) ? best : std::string();
}

std::string PageTitle(const Dom& dom) {
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag == HtmlTag::kTitle) {
      return Normalise(dom.TextOf(i, kMaxTitle));
    }
  }
  return {};
}

// Without " | Name of the Site" and the like: the part before the last separator when what follows
// is short, or what equals the site's own name.
std::string WithoutSite(const std::string& title, std::string_view site) {
  for (const std::string_view mark : {" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", "_",
                                      "｜", "ㅣ", "：", "|", " : ", "-"}) {
    const std::size_t at = title.rfind(mark);
    if (at == std::string::npos || at == 0) {
      continue;
    }
    const std::string tail = title.substr(at + mark.size());
    const bool named = !site.empty() && FoldCase(tail) == FoldCase(site);
    const bool shorter = TextWordHashes(tail).size() <= 4 && at > tail.size();
    const bool spaced = mark.starts_with(' ') && mark != " : ";
    if (named || (shorter && spaced)) {
      return std::string(Trim(std::string_view(title).substr(0, at)));
    }
  }
  return title;
}

// A headline in JSON-LD is believed when another title of the page says something like it: a stale
// one must not hide that the visible headline was changed. With the name of a section behind it,
// the visible one is taken.
std::string LinkedTitle(const LinkedArticle& linked, const std::string& headline,
                        const std::string& social, const std::string& page) {
  const std::string title = Normalise(PlainText(linked.headline)).substr(0, kMaxTitle);
  const ShingleSet words(title, 1);
  const bool alone = headline.empty() && social.empty() && page.empty();
  const double alike = std::max({words.Alike(headline), words.Alike(social), words.Alike(page)});
  if (!alone && alike < kLooselySame) {
    return {};
  }
  const std::string_view tail = headline.empty() || !title.starts_with(headline)
                                    ? std::string_view()
                                    : std::string_view(title).substr(headline.size());
  return tail.starts_with(" | ") || tail.starts_with(" - ") ? headline : title;
}

}  // namespace

std::string ReadTitle(const Dom& dom, const LinkedArticle& linked) {
  const std::string site = Normalise(MetaContent(dom, "og:site_name"));
  std::string social = Normalise(MetaContent(dom, "og:title"));
  social = social.empty() ? Normalise(MetaContent(dom, "twitter:title")) : social;
  social = WithoutSite(social, site.empty() ? linked.publisher : site);
  const std::string page = WithoutSite(PageTitle(dom), site.empty() ? linked.publisher : site);
  const std::string headline = Headline(dom, social.empty() ? page : social);
  std::string title = LinkedTitle(linked, headline, social, page);
  if (!title.empty()) {
    return title;
  }
  // A headline that holds the social title and more has its kicker in it.
  const bool kicker = !social.empty() && headline.size() > social.size() &&
                      (headline.ends_with(social) || headline.starts_with(social));
  if (!headline.empty() && !kicker) {
    return headline;
  }
  return social.empty() ? page : social;
}

}  // namespace claimwatch
