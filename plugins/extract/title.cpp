#include <algorithm>
#include <string>

#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/metadata.h"
#include "plugins/extract/normalise.h"
#include "plugins/extract/page_map.h"
#include "plugins/extract/shingles.h"
#include "plugins/extract/site_name.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxTitle = 400;
constexpr double kSameTitle = 0.5;
constexpr double kLooselySame = 0.25;
constexpr std::size_t kHeadlineWords = 4;
constexpr std::size_t kKickerWords = 5;  // at most

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
  std::string whole;   // <title> as it stands

  double Alike(std::string_view text) const {
    const ShingleSet words(text, 1);
    return std::max({words.Alike(linked), words.Alike(social), words.Alike(page)});
  }

  // The share of the words of a text that one of them has.
  double Cover(std::string_view text) const {
    return std::max({ShingleSet(linked, 1).Cover(text), ShingleSet(social, 1).Cover(text),
                     ShingleSet(page, 1).Cover(text)});
  }

  bool Has(std::string_view text) const {
    const std::u32string letters = Letters(text);
    return letters == Letters(linked) || letters == Letters(social) || letters == Letters(page);
  }

  bool empty() const { return linked.empty() && social.empty() && page.empty(); }

  // Both titles that are written for machines say the same.
  bool Agree() const { return !linked.empty() && Letters(linked) == Letters(social); }
};

constexpr std::size_t kPartWords = 2;  // fewer are the name of a section

// The longest heading below h1 that is a part of <title> and no small one, up to a place in the
// page: blogs print their name as the only h1.
std::string HeadingInTitle(const Dom& dom, NodeId until, const std::string& title,
                           const SiteNames& site) {
  std::string best;
  for (NodeId i = 0; i < until; ++i) {
    if (!IsHeading(dom[i].tag) || dom[i].tag == HtmlTag::kH1) {
      continue;
    }
    const std::string text = Normalise(dom.TextOf(i, kMaxTitle));
    if (text.size() > best.size() && text.size() * 3 >= title.size() &&
        TextWordHashes(text).size() >= kPartWords && IsPartOf(text, title) && !site.Has(text) &&
        !IsNameplate(dom, i)) {
      best = text;
    }
  }
  return best;
}

bool IsArticle(const Dom& dom, NodeId id) {
  return dom[id].tag == HtmlTag::kArticle || dom[id].tag == HtmlTag::kMain;
}

bool SaysItsArticle(const Dom& dom) {
  NodeId i = 0;
  while (i < dom.size() && !IsArticle(dom, i)) {
    ++i;
  }
  return i < dom.size();
}

bool IsBeside(const Dom& dom, NodeId id) {
  constexpr HtmlTag kBeside[] = {HtmlTag::kNav, HtmlTag::kAside, HtmlTag::kFooter, HtmlTag::kForm,
                                 HtmlTag::kA};
  return std::find(std::begin(kBeside), std::end(kBeside), dom[id].tag) != std::end(kBeside);
}

// Whether a heading may be a headline though no other title knows it: of more than a section's
// name, not what <title> adds to the headline, not beside the article or the way to a section.
// Where the page says where its article is, it stands there; elsewhere a short one is none.
bool MayStandAlone(const Dom& dom, NodeId heading, const std::string& text, const Titles& titles) {
  const std::size_t words = TextWordHashes(text).size();
  if (words < kPartWords || IsPartOf(text, titles.whole) ||
      NearestAround(dom, heading, IsBeside) != 0) {
    return false;
  }
  return NearestAround(dom, heading, IsArticle) != 0 ||
         (words >= kHeadlineWords && !SaysItsArticle(dom));
}

// The h1s of a page against its other titles.
struct TopHeadings {
  std::string best;      // word for word another title, or the most like any
  std::string first;     // that is long enough for a headline
  std::string lone;      // the only one, when it may be a headline whatever the others say
  double alike = -1;     // of `best`
  bool related = false;  // one shares words with another title
  unsigned count = 0;
  NodeId begin = 0;  // of the first, or one past the page
};

TopHeadings ReadTopHeadings(const Dom& dom, const Titles& titles, const SiteNames& site) {
  TopHeadings found;
  found.begin = dom.size();
  for (NodeId i = 0; i < dom.size(); ++i) {
    const std::string text =
        dom[i].tag == HtmlTag::kH1 ? site.WithoutKnown(Normalise(dom.TextOf(i, kMaxTitle))) : "";
    if (text.empty() || IsNameplate(dom, i)) {
      continue;
    }
    const double alike = titles.Has(text) ? 1 : titles.Alike(text);
    if (alike > found.alike) {
      found.best = text;
      found.alike = alike;
    }
    const bool first = found.first.empty() && TextWordHashes(text).size() >= kHeadlineWords;
    found.first = first ? text : found.first;
    found.related = found.related || alike >= kLooselySame || titles.Cover(text) >= kLooselySame;
    found.begin = std::min(found.begin, i);
    found.lone = ++found.count == 1 && MayStandAlone(dom, i, text, titles) ? text : "";
  }
  return found;
}

// The visible headline: the h1 that is another title word for word, the one most like any, the
// only one or the first that is long enough for a headline. An only h1 is believed though it has
// nothing of the other titles: an editor may have rewritten it since. The name of the site is an h1
// on many pages, and so are the chapters: where none of several has anything of the other titles,
// what these agree on is believed, or a heading that <title> has, unless it may be the line under
// a headline of other words.
std::string Headline(const Dom& dom, const Titles& titles, const SiteNames& site) {
  const TopHeadings top = ReadTopHeadings(dom, titles, site);
  if (top.alike >= kSameTitle || titles.empty()) {
    return top.best;
  }
  const bool lone = TextWordHashes(top.lone).size() >= kHeadlineWords;
  if (!top.related && titles.Agree() && !lone) {
    return {};
  }
  const NodeId until = top.count == 1 ? top.begin : dom.size();
  const std::string heading =
      top.related ? std::string() : HeadingInTitle(dom, until, titles.whole, site);
  if (!heading.empty()) {
    return heading;
  }
  if (!top.first.empty()) {
    return top.first;
  }
  return top.alike < kLooselySame ? top.lone : top.best;
}

std::string PageTitle(const Dom& dom) {
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag == HtmlTag::kTitle) {
      return Normalise(dom.TextOf(i, kMaxTitle));
    }
  }
  return {};
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

// "Summit in Astana – Six leaders sign" where another title says "Central Asia: Six leaders sign":
// what both say without the kicker of each. Empty when they do not differ so.
std::string WithoutKickers(const std::string& headline, const Titles& titles) {
  for (const std::string* other : {&titles.linked, &titles.social}) {
    for (const std::string_view mark : {": ", " - ", " – ", " / ", " | "}) {
      const std::size_t at = std::min(other->find(mark), other->size());
      const std::string tail = other->substr(std::min(at + mark.size(), other->size()));
      const std::size_t words = TextWordHashes(tail).size();
      const bool short_kickers = TextWordHashes(other->substr(0, at)).size() <= kKickerWords &&
                                 TextWordHashes(headline).size() <= words + kKickerWords;
      if (short_kickers && words >= kHeadlineWords && headline != tail &&
          headline.ends_with(tail)) {
        return tail;
      }
    }
  }
  return {};
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

Titles ReadTitles(const Dom& dom, const LinkedArticle& linked, const SiteNames& site) {
  Titles titles;
  titles.whole = PageTitle(dom);
  titles.page = site.Without(titles.whole);
  titles.social = Normalise(MetaContent(dom, "og:title"));
  if (titles.social.empty()) {
    titles.social = Normalise(MetaContent(dom, "twitter:title"));
  }
  // What <title> only adds a name to has none of its own to cut off.
  const bool bare = titles.whole.size() > titles.social.size() &&
                    titles.whole.starts_with(titles.social) &&
                    IsPartOf(titles.social, titles.whole);
  titles.social = bare ? titles.social : site.Without(titles.social);
  titles.linked = Normalise(PlainText(linked.headline)).substr(0, kMaxTitle);
  if (titles.linked.empty()) {
    titles.linked = Normalise(MetaContent(dom, "headline"));
  }
  return titles;
}

}  // namespace

std::string ReadTitle(const Dom& dom, const LinkedArticle& linked) {
  const SiteNames site(dom, Normalise(linked.publisher));
  const Titles titles = ReadTitles(dom, linked, site);
  const std::string headline = Headline(dom, titles, site);
  if (headline.empty()) {
    return WithoutHeadline(titles);
  }
  const std::string shorter = WithoutKicker(headline, titles);
  const bool same = shorter != headline || titles.Has(headline);
  const std::string bare = same ? std::string() : WithoutKickers(headline, titles);
  return bare.empty() ? Mended(shorter, titles) : bare;
}

}  // namespace claimwatch
