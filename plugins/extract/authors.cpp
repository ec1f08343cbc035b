#include <algorithm>
#include <string>
#include <vector>

#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/metadata.h"
#include "plugins/extract/normalise.h"
#include "plugins/extract/text_facts.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxName = 80;
constexpr std::size_t kMaxAuthors = 20;

// What stands before a name and is not part of it.
constexpr std::string_view kBefore[] = {
    "by ",     "written by ", "story by ", "text by ", "reported by ", "von ",        "von: ",
    "text: ",  "par ",        "por ",      "di ",      "af ",          "av ",         "door ",
    "автор: ", "автор ",      "текст: ",   "авторы: ", "作者：",       "作者:",       "记者 ",
    "记者：",  "撰文：",      "文/",       "文｜",     "author: ",     "authors: ",   "autor: ",
    "by: ",    "autor ",      "de ",       "from ",    "journalist: ", "redaktion: ",
};

// What stands behind a name and is not part of it.
constexpr std::string_view kAfter[] = {" 기자", " (Author)", " - Author", " 记者", "记者"};

// Where a list of names is parted.
constexpr std::string_view kBetween[] = {", ",  " and ", " und ", " et ", " y ", " & ",
                                         " и ", " e ",   "; ",    " | ",  " / ", "、",
                                         "，",  " og ",  " och ", " en "};

bool StartsWithFolded(std::string_view text, std::string_view start) {
  return text.size() > start.size() && LowerCase(text.substr(0, start.size())) == start;
}

std::string_view WithoutBefore(std::string_view name) {
  bool changed = true;
  while (changed) {
    changed = false;
    for (const std::string_view before : kBefore) {
      if (StartsWithFolded(name, before)) {
        name = Trim(name.substr(before.size()));
        changed = true;
      }
    }
  }
  return name;
}

bool IsName(std::string_view name) {
  const bool marks = name.find_first_of("<>{}@=") != std::string_view::npos ||
                     name.find("http") != std::string_view::npos ||
                     name.find("www.") != std::string_view::npos;
  const auto digits =
      std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  return name.size() > 1 && name.size() <= kMaxName && !marks && digits < 3;
}

void AddName(std::string_view raw, std::vector<std::string>& names) {
  std::string name(Trim(WithoutBefore(Trim(raw))));
  for (const std::string_view after : kAfter) {
    if (name.size() > after.size() && name.ends_with(after)) {
      name.resize(name.size() - after.size());
    }
  }
  while (!name.empty() && (name.back() == ',' || name.back() == '.' || name.back() == ';')) {
    name.pop_back();
  }
  const bool known = std::any_of(names.begin(), names.end(), [&name](const std::string& other) {
    return FoldCase(other) == FoldCase(name);
  });
  if (IsName(name) && !known && names.size() < kMaxAuthors) {
    names.push_back(std::move(name));
  }
}

// "By Ann Lee, Bo Chen and Cy Dent" → three names.
void AddNames(std::string_view raw, std::vector<std::string>& names) {
  const std::string text = Normalise(PlainText(raw));
  std::string_view rest = WithoutBefore(text);
  while (!rest.empty()) {
    std::size_t end = rest.size();
    std::size_t next = rest.size();
    for (const std::string_view between : kBetween) {
      const std::size_t at = rest.find(between);
      if (at < end) {
        end = at;
        next = at + between.size();
      }
    }
    AddName(rest.substr(0, end), names);
    rest.remove_prefix(next);
  }
}

bool IsAddress(std::string_view text) {
  return text.starts_with("http") || text.starts_with("/") || text.starts_with("www.");
}

std::vector<std::string> FromMeta(const Dom& dom) {
  for (const std::string_view name :
       {"author", "parsely-author", "article:author_name", "dc.creator", "dcterms.creator",
        "sailthru.author", "article:author", "byl", "cXenseParse:author", "og:article:author",
        "citation_author"}) {
    std::vector<std::string> names;
    for (NodeId i = 0; i < dom.size(); ++i) {
      const bool named = dom[i].tag == HtmlTag::kMeta &&
                         (EqualsIgnoreAsciiCase(dom.Attribute(i, "name"), name) ||
                          EqualsIgnoreAsciiCase(dom.Attribute(i, "property"), name));
      if (named && !IsAddress(dom.Attribute(i, "content"))) {
        AddNames(dom.Attribute(i, "content"), names);
      }
    }
    if (!names.empty()) {
      return names;
    }
  }
  return {};
}

bool HasWord(std::string_view words, std::string_view wanted) {
  const std::vector<std::string_view> all = Split(words, ' ');
  return std::any_of(all.begin(), all.end(), [wanted](std::string_view word) {
    return EqualsIgnoreAsciiCase(word, wanted);
  });
}

enum class Mark { kProperty, kRel, kByline, kAuthorClass };

bool IsMarked(const Dom& dom, NodeId id, Mark mark) {
  const std::string names = AsciiLower(dom.Attribute(id, "class"));
  switch (mark) {
    case Mark::kProperty:
      return HasWord(dom.Attribute(id, "itemprop"), "author");
    case Mark::kRel:
      return HasWord(dom.Attribute(id, "rel"), "author");
    case Mark::kByline:
      return names.find("byline") != std::string::npos;
    case Mark::kAuthorClass:
      return names.find("author") != std::string::npos && names.find("bio") == std::string::npos;
  }
  return false;
}

// Inside an itemprop="author", its itemprop="name" counts alone.
std::string MarkedText(const Dom& dom, NodeId id) {
  for (NodeId i = id + 1; i < dom[id].end; ++i) {
    if (HasWord(dom.Attribute(i, "itemprop"), "name")) {
      const std::string_view content = dom.Attribute(i, "content");
      return content.empty() ? dom.TextOf(i, 200) : std::string(content);
    }
  }
  const std::string_view content = dom.Attribute(id, "content");
  return content.empty() ? dom.TextOf(id, 200) : std::string(content);
}

// Several links inside one byline are one name each.
void AddMarked(const Dom& dom, NodeId id, std::vector<std::string>& names) {
  std::vector<std::string> linked;
  for (NodeId i = id + 1; i < dom[id].end; ++i) {
    const std::string text = dom[i].tag == HtmlTag::kA ? dom.TextOf(i, 120) : std::string();
    if (!text.empty()) {
      linked.push_back(text);
    }
  }
  const std::string text = MarkedText(dom, id);
  if (linked.size() > 1 && linked.size() <= kMaxAuthors && text.size() <= kMaxName * 4) {
    for (const std::string& name : linked) {
      AddNames(name, names);
    }
  } else if (text.size() <= kMaxName * 2) {
    AddNames(text, names);
  }
}

// Elements marked so, as long as they stand near the first one: author marks further down belong to
// other articles.
std::vector<std::string> FromMarks(const Dom& dom, Mark mark) {
  std::vector<std::string> names;
  NodeId around = 0;
  NodeId i = 0;
  while (i < dom.size()) {
    if (dom[i].attribute_count == 0 || !IsMarked(dom, i, mark)) {
      ++i;
      continue;
    }
    if (!names.empty() && (i < around || i >= dom[around].end)) {
      break;
    }
    AddMarked(dom, i, names);
    around = names.empty() ? 0 : around == 0 ? dom[dom[i].parent].parent : around;
    i = dom[i].end;
  }
  return names;
}

// The site itself, or an address: no person.
bool IsOutlet(const std::string& name, const std::vector<std::string>& outlets) {
  const bool domain =
      name.find(' ') == std::string::npos && name.find('.') != std::string::npos && name.size() > 4;
  const std::string folded = FoldCase(name);
  return domain || std::any_of(outlets.begin(), outlets.end(), [&folded](const std::string& one) {
           return !one.empty() && FoldCase(one) == folded;
         });
}

// Two to four words, each with a capital and small letters: a name, not a role or an agency.
bool IsPersonName(const std::string& name) {
  const TextFacts facts = CountText(name);
  const bool script = facts.cjk > 0 && facts.characters <= 5;
  return script || (facts.words >= 2 && facts.words <= 4 && facts.initials == facts.words &&
                    facts.upper * 2 <= facts.letters && facts.digits == 0 && facts.symbols == 0);
}

void DropOutlets(const Dom& dom, const LinkedArticle& linked, std::vector<std::string>& names) {
  const std::vector<std::string> outlets = {Normalise(linked.publisher),
                                            Normalise(MetaContent(dom, "og:site_name"))};
  std::erase_if(names, [&outlets](const std::string& one) { return IsOutlet(one, outlets); });
}

}  // namespace

std::vector<std::string> ReadAuthors(const Dom& dom, const LinkedArticle& linked) {
  std::vector<std::string> said;
  for (const std::string& author : linked.authors) {
    if (!IsAddress(author)) {
      AddNames(author, said);
    }
  }
  const auto first_person = [&](std::vector<std::string> names) {
    said = said.empty() ? names : said;
    DropOutlets(dom, linked, names);
    return names;
  };
  std::vector<std::string> names = first_person(said);
  if (names.empty()) {
    names = first_person(FromMeta(dom));
  }
  for (const Mark mark : {Mark::kProperty, Mark::kRel, Mark::kByline, Mark::kAuthorClass}) {
    if (!names.empty()) {
      break;
    }
    const bool outlet_signs = !said.empty();
    names = first_person(FromMarks(dom, mark));
    if (outlet_signs) {
      std::erase_if(names, [](const std::string& name) { return !IsPersonName(name); });
    }
  }
  return names.empty() ? said : names;  // the outlet itself, when nobody else signs
}

}  // namespace claimwatch
