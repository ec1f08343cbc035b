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
constexpr std::size_t kHeadlineWords = 4;

// What a title says beside its headline: nothing but letters and digits, so that "Trade:Up" and
// "Trade: up" are one.
std::u32string Letters(std::string_view text) {
  std::u32string out = ToUtf32(FoldCase(text));
  std::erase_if(out, [](char32_t c) { return !IsLetter(c) && !IsDigit(c); });
  return out;
}

struct Titles {
  std::string linked;  // JSON-LD headline
  std::string social;  // og:title or twitter:title, without the name of the site
  std::string page;    // <title>, without the name of the site

  double Alike(std::string_view text) const {
    const ShingleSet words(text, 1);
    return std::max({words.Alike(linked), words.Alike(social), words.Alike(page)});
  }

  bool Has(std::string_view text) const {
    const std::u32string letters = Letters(text);
    return letters == Letters(linked) || letters == Letters(social) || letters == Letters(page);
  }

  bool empty() const { return linked.empty() && social.empty() && page.empty(); }
};

// The visible headline: the h1 that is another title word for word, the one most like any, the
// only one or the first that is long enough for a headline. The name of the site is an h1 on many
// pages.
std::string Headline(const Dom& dom, const Titles& titles) {
  std::string best;
  std::string first;
  double best_alike = -1;
  for (NodeId i = 0; i < dom.size(); ++i) {
    const std::string text =
        dom[i].tag == HtmlTag::kH1 ? Normalise(dom.TextOf(i, kMaxTitle)) : std::string();
    if (text.empty()) {
      continue;
    }
    const double alike = titles.Has(text) ? 1 : titles.Alike(text);
    if (alike > best_alike) {
      best = text;
      best_alike = alike;
    }
    first = first.empty() && TextWordHashes(text).size() >= kHeadlineWords ? text : first;
  }
  if (best_alike >= kSameTitle || titles.empty()) {
    return best;
  }
  return !first.empty() || best_alike < kLooselySame ? first : best;
}

std::string PageTitle(const Dom& dom) {
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag == HtmlTag::kTitle) {
      return Normalise(dom.TextOf(i, kMaxTitle));
    }
  }
  return {};
}

// "新华网", "Daily News Online": what names of outlets end in where no space parts words.
bool EndsLikeOutlet(std::string_view tail) {
  constexpr std::string_view kEnds[] = {"网",   "網",   "报",   "報",       "社",   "新闻", "新聞",
                                        "在线", "频道", "頻道", "ニュース", "일보", "신문", "뉴스"};
  return tail.size() <= 24 &&
         std::any_of(std::begin(kEnds), std::end(kEnds),
                     [tail](std::string_view end) { return tail.ends_with(end); });
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
    const std::size_t most = mark == " | " ? 6 : 4;
    const bool shorter = TextWordHashes(tail).size() <= most && at > tail.size();
    const bool spaced = mark.starts_with(' ') && mark != " : ";
    if (named || (shorter && (spaced || EndsLikeOutlet(tail)))) {
      return std::string(Trim(std::string_view(title).substr(0, at)));
    }
  }
  return title;
}

// A headline in JSON-LD is believed without a visible one when another title of the page says
// something like it: it may be about another story.
std::string WithoutHeadline(const Titles& titles) {
  const ShingleSet words(titles.linked, 1);
  const double alike = std::max(words.Alike(titles.social), words.Alike(titles.page));
  const bool alone = titles.social.empty() && titles.page.empty();
  if (!titles.linked.empty() && (alone || alike >= kLooselySame)) {
    return titles.linked;
  }
  return titles.social.empty() ? titles.page : titles.social;
}

// "Astana summit: Six leaders sign" where another title says "Six leaders sign".
std::string WithoutKicker(const std::string& headline, const Titles& titles) {
  const std::u32string letters = Letters(headline);
  for (const std::string* other : {&titles.linked, &titles.social}) {
    const bool headed = TextWordHashes(*other).size() >= kHeadlineWords / 2 + 1;
    if (headed && letters.size() > Letters(*other).size() && letters.ends_with(Letters(*other))) {
      return *other;
    }
  }
  return headline;
}

// The visible headline is what readers saw, and metadata may be of yesterday. Metadata only mends
// it: separators that the layout made ("Talks endLeaders sign"), a kicker that the page prints
// apart, and that both other titles have or have not, or that one of them leaves out at the front.
std::string Mended(const std::string& headline, const Titles& titles) {
  const std::u32string letters = Letters(headline);
  std::string fuller = headline;
  for (const std::string* other : {&titles.linked, &titles.social}) {
    const bool same = Letters(*other) == letters;
    fuller = same && other->size() > fuller.size() ? *other : fuller;
    if (*other == headline) {
      return headline;
    }
  }
  const bool agreed = titles.linked.empty() || titles.social.empty() ||
                      Letters(titles.linked) == Letters(titles.social);
  const std::string& other = titles.linked.empty() ? titles.social : titles.linked;
  const bool kicker = agreed && TextWordHashes(other).size() >= kHeadlineWords / 2 &&
                      (headline.ends_with(other) || other.ends_with(headline));
  return kicker ? other : fuller;
}

}  // namespace

std::string ReadTitle(const Dom& dom, const LinkedArticle& linked) {
  std::string site = Normalise(MetaContent(dom, "og:site_name"));
  site = site.empty() ? linked.publisher : site;
  Titles titles;
  titles.social = Normalise(MetaContent(dom, "og:title"));
  if (titles.social.empty()) {
    titles.social = Normalise(MetaContent(dom, "twitter:title"));
  }
  titles.social = WithoutSite(titles.social, site);
  titles.page = WithoutSite(PageTitle(dom), site);
  titles.linked = Normalise(PlainText(linked.headline)).substr(0, kMaxTitle);
  const std::string headline = Headline(dom, titles);
  return headline.empty() ? WithoutHeadline(titles)
                          : Mended(WithoutKicker(headline, titles), titles);
}

}  // namespace claimwatch
