#include "plugins/extract/metadata.h"

#include <algorithm>

#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/normalise.h"

namespace claimwatch {
namespace {

// <html lang>, then what <meta> and JSON-LD say.
std::string ReadLanguage(const Dom& dom, const LinkedArticle& linked) {
  for (NodeId i = 0; i < std::min<NodeId>(dom.size(), 4); ++i) {
    const std::string language = PrimaryLanguage(dom.Attribute(i, "lang"));
    if (!language.empty()) {
      return language;
    }
  }
  for (const std::string_view name : {"content-language", "og:locale", "language", "dc.language"}) {
    const std::string language = PrimaryLanguage(MetaContent(dom, name));
    if (!language.empty()) {
      return language;
    }
  }
  return PrimaryLanguage(linked.language);
}

std::string_view CanonicalLink(const Dom& dom) {
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag == HtmlTag::kLink &&
        EqualsIgnoreAsciiCase(dom.Attribute(i, "rel"), "canonical")) {
      return dom.Attribute(i, "href");
    }
  }
  return {};
}

// Whether `named` may speak for a page at `url`: not another site's, and not the home page for an
// article.
bool Plausible(const Url& named, const Url& url) {
  if (url.empty()) {
    return true;
  }
  const bool home = named.path() == "/" && named.query().empty() && url.path() != "/";
  return !home && RegistrableDomain(named.host()) == RegistrableDomain(url.host());
}

// <link rel=canonical>, og:url, JSON-LD url, where the page came from.
std::string ReadUrl(const Dom& dom, const LinkedArticle& linked, const Url& url) {
  for (const std::string_view link :
       {CanonicalLink(dom), MetaContent(dom, "og:url"), std::string_view(linked.url)}) {
    const Result<Url> named = url.empty() ? Url::Parse(link) : Url::Resolve(url, link);
    if (!link.empty() && named.ok() && Plausible(*named, url)) {
      return named->text();
    }
  }
  return url.text();
}

std::string ReadStandfirst(const Dom& dom, const LinkedArticle& linked) {
  std::string_view text = MetaContent(dom, "og:description");
  text = text.empty() ? MetaContent(dom, "description") : text;
  return Normalise(PlainText(text.empty() ? std::string_view(linked.description) : text));
}

std::optional<bool> ReadFree(const Dom& dom, const LinkedArticle& linked) {
  if (linked.free.has_value()) {
    return linked.free;
  }
  const std::string tier = AsciiLower(MetaContent(dom, "article:content_tier"));
  if (tier == "free" || tier == "locked" || tier == "metered") {
    return tier == "free";
  }
  return std::nullopt;
}

}  // namespace

std::string PrimaryLanguage(std::string_view tag) {
  const std::string_view primary = Trim(tag).substr(0, Trim(tag).find_first_of("-_,; "));
  const bool letters = std::all_of(primary.begin(), primary.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  return letters && (primary.size() == 2 || primary.size() == 3) ? AsciiLower(primary) : "";
}

bool LanguageFits(std::string_view language, std::string_view text) {
  constexpr std::string_view kHan[] = {"zh", "ja"};
  constexpr std::string_view kCyrillic[] = {"ru", "uk", "be", "bg", "mk", "ky", "tg", "mn"};
  constexpr std::string_view kLatin[] = {"en", "de", "fr", "es", "it", "pt", "nl",
                                         "pl", "cs", "sk", "sv", "da", "no", "nb",
                                         "fi", "hu", "ro", "tr", "id", "vi"};
  const auto in = [language](const auto& list) {
    return std::find(std::begin(list), std::end(list), language) != std::end(list);
  };
  std::size_t letters = 0;
  std::size_t han = 0;
  std::size_t cyrillic = 0;
  for (std::size_t at = 0; at < text.size() && letters < 2000;) {
    const char32_t point = NextCodePoint(text, at);
    letters += IsLetter(point) ? 1U : 0U;
    han += point >= 0x2E80 && IsCjk(point) ? 1U : 0U;
    cyrillic += point >= 0x400 && IsCyrillic(point) ? 1U : 0U;
  }
  if (letters < 40) {
    return true;
  }
  const bool mostly_han = han * 2 > letters;
  const bool mostly_cyrillic = cyrillic * 2 > letters;
  return in(kHan)        ? han * 5 > letters
         : in(kCyrillic) ? mostly_cyrillic
                         : !in(kLatin) || !(mostly_han || mostly_cyrillic);
}

Metadata ReadMetadata(const Dom& dom, const LinkedArticle& linked, const Url& url) {
  Metadata metadata;
  metadata.title = ReadTitle(dom, linked);
  metadata.standfirst = ReadStandfirst(dom, linked);
  metadata.authors = ReadAuthors(dom, linked, metadata.title);
  metadata.tags = ReadTags(dom, linked);
  metadata.publisher = Normalise(PlainText(linked.publisher));
  if (metadata.publisher.empty()) {
    metadata.publisher = Normalise(MetaContent(dom, "og:site_name"));
  }
  metadata.modified = ReadModified(dom, linked);
  metadata.language = ReadLanguage(dom, linked);
  metadata.url = ReadUrl(dom, linked, url);
  const Result<Url> canonical = Url::Parse(metadata.url);
  metadata.published = ReadPublished(dom, linked, canonical.ok() ? *canonical : url);
  metadata.free = ReadFree(dom, linked);
  return metadata;
}

}  // namespace claimwatch
