#include "plugins/extract/site_name.h"

#include <algorithm>

#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/normalise.h"
#include "plugins/extract/shingles.h"

namespace claimwatch {
namespace {

// Between a headline and the name of a site; those with a space on both sides may part any two.
constexpr std::string_view kMarks[] = {" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ",
                                       " › ", "_",   "｜",  "ㅣ",  "：",   "|",   " : ", "-"};

constexpr std::size_t kMostNames = 16;  // a site has few; a hostile page may have thousands

// "新华网", "Daily News Online": what names of outlets end in where no space parts words.
bool EndsLikeOutlet(std::string_view tail) {
  constexpr std::string_view kEnds[] = {"网",   "網",   "报",   "報",       "社",   "新闻", "新聞",
                                        "在线", "频道", "頻道", "ニュース", "일보", "신문", "뉴스"};
  return tail.size() <= 24 &&
         std::any_of(std::begin(kEnds), std::end(kEnds),
                     [tail](std::string_view end) { return tail.ends_with(end); });
}

// "/", "https://ledger.example", "https://ledger.example/?edition=de", also behind the address of
// an archive.
bool IsHome(std::string_view href) {
  const std::size_t host = href.rfind("//");
  std::string_view path = href.substr(0, href.find_first_of("?#"));
  if (host != std::string_view::npos && host + 2 < path.size()) {
    path.remove_prefix(std::min(path.find('/', host + 2), path.size()));
    return path.empty() || path == "/";
  }
  return path == "/";
}

bool IsHomeLink(const Dom& dom, NodeId id) {
  return dom[id].tag == HtmlTag::kA &&
         (IsHome(dom.Attribute(id, "href")) || dom.Attribute(id, "rel") == "home");
}

// A title cut at its end may leave the mark behind: "Six leaders sign -".
std::string WithoutOpenEnd(std::string_view title) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view mark : {" |", " -", " –", " —", " ::", " ·", " •", " »", " ›"}) {
      if (title.ends_with(mark)) {
        title = Trim(title.substr(0, title.size() - mark.size()));
        cut = true;
      }
    }
  }
  return std::string(title);
}

// Whether what ends or begins at a place in a title is parted there from the rest.
bool Parted(std::string_view rest, bool behind) {
  rest = Trim(rest);
  constexpr std::string_view kParts[] = {"|", "-", "–", "—", "::", ":", "·",
                                         "•", "»", "›", "«", "_",  "/"};
  return rest.empty() ||
         std::any_of(std::begin(kParts), std::end(kParts), [&](std::string_view mark) {
           return behind ? rest.starts_with(mark) : rest.ends_with(mark);
         });
}

}  // namespace

SiteNames::SiteNames(const Dom& dom, const std::string& publisher) {
  const auto add = [this](const std::string& name) {
    if (!name.empty() && names_.size() < kMostNames && !Has(name)) {
      names_.push_back(FoldCase(name));
    }
  };
  add(Normalise(MetaContent(dom, "og:site_name")));
  add(publisher);
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag == HtmlTag::kH1 && IsNameplate(dom, i)) {
      add(Normalise(dom.TextOf(i)));
    }
  }
}

bool SiteNames::Has(std::string_view text) const {
  return std::find(names_.begin(), names_.end(), FoldCase(text)) != names_.end();
}

std::string SiteNames::WithoutFirst(const std::string& title) const {
  for (const std::string_view mark : kMarks) {
    const std::size_t at = title.find(mark);
    if (mark.starts_with(' ') && at != std::string::npos && Has(title.substr(0, at))) {
      return std::string(Trim(std::string_view(title).substr(at + mark.size())));
    }
  }
  return title;
}

// The part before the last separator when what follows is short, or what equals a name.
std::string SiteNames::WithoutLast(const std::string& title) const {
  for (const std::string_view mark : kMarks) {
    const std::size_t at = title.rfind(mark);
    if (at == std::string::npos || at == 0) {
      continue;
    }
    const std::string tail = title.substr(at + mark.size());
    const std::size_t most = mark == " | " ? 6 : 4;
    const bool shorter = TextWordHashes(tail).size() <= most && at > tail.size();
    const bool spaced = mark.starts_with(' ') && mark != " : ";
    if (Has(tail) || (shorter && (spaced || EndsLikeOutlet(tail)))) {
      return std::string(Trim(std::string_view(title).substr(0, at)));
    }
  }
  return title;
}

// Never behind a bare hyphen: the site of "Das neue Deutschland-Bild" may be Bild.
std::string SiteNames::WithoutKnown(const std::string& title) const {
  for (const std::string_view mark : kMarks) {
    const std::size_t at = mark == "-" ? std::string::npos : title.rfind(mark);
    if (at != std::string::npos && at > 0 && Has(title.substr(at + mark.size()))) {
      return std::string(Trim(std::string_view(title).substr(0, at)));
    }
  }
  return title;
}

std::string SiteNames::Without(const std::string& title) const {
  return WithoutOpenEnd(WithoutLast(WithoutFirst(title)));
}

bool IsNameplate(const Dom& dom, NodeId heading) {
  const std::size_t size = dom.TextOf(heading).size();
  for (NodeId i = heading + 1; i < dom[heading].end; ++i) {
    if (IsHomeLink(dom, i) && dom.TextOf(i).size() * 10 >= size * 8) {
      return true;
    }
  }
  NodeId around = heading;
  while (around != 0 && dom[around].tag != HtmlTag::kA) {
    around = dom[around].parent;
  }
  return IsHomeLink(dom, around);
}

bool IsPartOf(std::string_view part, std::string_view title) {
  const std::size_t at = part.empty() ? std::string_view::npos : title.find(part);
  return at != std::string_view::npos && Parted(title.substr(0, at), false) &&
         Parted(title.substr(at + part.size()), true);
}

}  // namespace claimwatch
