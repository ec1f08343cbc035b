#include <algorithm>
#include <string>
#include <vector>

#include "core/text.h"
#include "plugins/extract/byline.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/metadata.h"
#include "plugins/extract/names.h"
#include "plugins/extract/normalise.h"
#include "plugins/extract/page_map.h"

namespace claimwatch {
namespace {

bool IsAddress(std::string_view text) {
  return text.starts_with("http") || text.starts_with("/") || text.starts_with("www.");
}

std::vector<std::string> FromMeta(const Dom& dom) {
  for (const std::string_view name :
       {"author", "parsely-author", "article:author_name", "dc.creator", "dcterms.creator",
        "sailthru.author", "article:author", "byl", "cXenseParse:author", "og:article:author",
        "citation_author", "twitter:misc:Written by"}) {
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

// "twitter:label1" is "Written by", then "twitter:data1" is a name.
std::vector<std::string> FromLabels(const Dom& dom) {
  std::vector<std::string> names;
  for (const std::string_view number : {"1", "2"}) {
    if (IsBylineLabel(MetaContent(dom, std::string("twitter:label").append(number)))) {
      AddNames(MetaContent(dom, std::string("twitter:data").append(number)), names);
    }
  }
  return names;
}

bool HasWord(std::string_view words, std::string_view wanted) {
  const std::vector<std::string_view> all = Split(words, ' ');
  return std::any_of(all.begin(), all.end(), [wanted](std::string_view word) {
    return EqualsIgnoreAsciiCase(word, wanted);
  });
}

enum class Mark { kProperty, kRel, kByline, kAuthorClass };

bool IsMarked(const Dom& dom, NodeId id, Mark mark) {
  const std::string_view names = dom.Attribute(id, "class");
  switch (mark) {
    case Mark::kProperty:
      return HasWord(dom.Attribute(id, "itemprop"), "author");
    case Mark::kRel:
      return HasWord(dom.Attribute(id, "rel"), "author");
    case Mark::kByline:
      return HasNameWord(names, "byline");
    case Mark::kAuthorClass:
      return HasNameWord(names, "author") && AsciiLower(names).find("bio") == std::string::npos;
  }
  return false;
}

// Whether readers wrote here, or a form asks them to.
bool IsReaders(const Dom& dom, NodeId id) {
  while (id != 0) {
    if (IsThread(dom, id) || dom.Attribute(id, "id") == "respond") {
      return true;
    }
    const bool whole = dom[id].tag == HtmlTag::kArticle || dom[id].tag == HtmlTag::kMain ||
                       dom[dom[id].parent].tag == HtmlTag::kBody;
    id = whole ? 0 : dom[id].parent;
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

// The way to a section, a tag or the comments, which many themes print beside the author.
bool LeadsElsewhere(const Dom& dom, NodeId link) {
  const std::string_view names = dom.Attribute(link, "class");
  return HasWord(dom.Attribute(link, "rel"), "tag") || HasNameWord(names, "tag") ||
         HasNameWord(names, "category") || dom.Attribute(link, "href").ends_with("#respond") ||
         dom.Attribute(link, "href").ends_with("#comments");
}

struct Parts {
  std::vector<std::string> names;
  bool elsewhere = false;  // the byline has links that lead to no person
};

// Links inside a byline that lead to persons, or else elements that hold a person's name and
// nothing more.
Parts PartsOf(const Dom& dom, NodeId id) {
  Parts parts;
  std::vector<std::string> persons;
  for (NodeId i = id + 1; i < dom[id].end; ++i) {
    const bool link = dom[i].tag == HtmlTag::kA;
    if (link && LeadsElsewhere(dom, i)) {
      parts.elsewhere = true;
      i = dom[i].end - 1;
      continue;
    }
    if (dom[i].tag == HtmlTag::kText) {
      continue;
    }
    std::string text = dom.TextOf(i, 120);
    const bool leaf = dom[i].end == i + 2 && dom[i + 1].tag == HtmlTag::kText;
    if (link && !text.empty()) {
      parts.names.push_back(std::move(text));
    } else if (leaf && IsPersonName(text)) {
      persons.push_back(std::move(text));
    }
  }
  if (parts.names.empty()) {
    parts.names = std::move(persons);
  }
  return parts;
}

// Several parts of one byline are one name each; beside links that lead elsewhere, so is a single
// one.
void AddMarked(const Dom& dom, NodeId id, std::vector<std::string>& names) {
  const auto [parts, elsewhere] = PartsOf(dom, id);
  const std::string text = MarkedText(dom, id);
  const bool parted = parts.size() > 1 || (elsewhere && !parts.empty());
  if (parted && parts.size() <= kMaxAuthorNames && text.size() <= kMaxNameBytes * 4) {
    for (const std::string& name : parts) {
      AddNames(name, names);
    }
  } else if (parts.size() == 1 && IsPersonName(parts[0]) && text.ends_with(parts[0])) {
    AddNames(parts[0], names);  // "Author" stands before it in an element of its own, unparted
  } else if (text.size() <= kMaxNameBytes * 2) {
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
    const bool marked =
        dom[i].attribute_count > 0 && dom[i].tag != HtmlTag::kNav && IsMarked(dom, i, mark);
    if (!marked || IsReaders(dom, i)) {
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

// "ledger" for a page of www.ledger.example: how a site that signs itself is often written.
std::string SiteLabel(const Dom& dom, const LinkedArticle& linked) {
  for (const std::string_view link : {MetaContent(dom, "og:url"), std::string_view(linked.url)}) {
    const Result<Url> url = Url::Parse(link);
    if (url.ok()) {
      const std::string domain = RegistrableDomain(url->host());
      return domain.substr(0, domain.find('.'));
    }
  }
  return {};
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

enum class Told { kToMachines, kToReaders };

// Collects from one source after another until a person signs.
class Signatures {
 public:
  Signatures(const Dom& dom, const LinkedArticle& linked)
      : outlets_{Normalise(linked.publisher), Normalise(MetaContent(dom, "og:site_name")),
                 SiteLabel(dom, linked)} {}

  bool found() const { return !persons_.empty(); }

  // Where an outlet has signed already, only what is surely a person counts.
  void Take(std::vector<std::string> names, Told told) {
    const bool outlet = !first_.empty();
    const bool agencies = first_.size() > 1;  // "The Ledger and AFP"
    const auto person = [this](const std::string& name) {
      return IsPersonName(name) && !IsOutlet(name, outlets_);
    };
    if (!outlet && names.size() > 1 && !std::any_of(names.begin(), names.end(), person)) {
      first_ = std::move(names);
      return;
    }
    first_ = outlet ? std::move(first_) : names;
    std::erase_if(names, [&](const std::string& name) {
      const bool sure = agencies || (outlet && told == Told::kToReaders);
      return IsOutlet(name, outlets_) || (sure && !IsPersonName(name));
    });
    persons_ = std::move(names);
  }

  // A byline that names the same persons and more is the fuller one.
  void Complete(const std::vector<std::string>& names) {
    const auto has = [&names](const std::string& one) {
      return std::any_of(names.begin(), names.end(), [&one](const std::string& name) {
        return FoldCase(name) == FoldCase(one);
      });
    };
    if (names.size() > persons_.size() && std::all_of(names.begin(), names.end(), IsPersonName) &&
        std::all_of(persons_.begin(), persons_.end(), has)) {
      persons_ = names;
    }
  }

  // The outlet itself, when nobody else signs.
  std::vector<std::string> Names() && {
    return persons_.empty() ? std::move(first_) : std::move(persons_);
  }

 private:
  std::vector<std::string> outlets_;
  std::vector<std::string> first_;
  std::vector<std::string> persons_;
};

std::vector<std::string> FromLinked(const LinkedArticle& linked) {
  std::vector<std::string> names;
  for (const std::string& author : linked.authors) {
    if (!IsAddress(author)) {
      AddNames(author, names);
    }
  }
  return names;
}

}  // namespace

std::vector<std::string> ReadAuthors(const Dom& dom, const LinkedArticle& linked,
                                     const std::string& title) {
  Signatures signatures(dom, linked);
  signatures.Take(FromLinked(linked), Told::kToMachines);
  for (const auto& source : {FromMeta, FromLabels}) {
    if (!signatures.found()) {
      signatures.Take(source(dom), Told::kToMachines);
    }
  }
  for (const Mark mark : {Mark::kProperty, Mark::kRel, Mark::kByline, Mark::kAuthorClass}) {
    if (!signatures.found()) {
      signatures.Take(FromMarks(dom, mark), Told::kToReaders);
    } else if (mark != Mark::kAuthorClass) {
      signatures.Complete(FromMarks(dom, mark));
    }
  }
  for (const auto& names : {NamesUnderHeadline, NamesBehindLabels}) {
    if (!signatures.found()) {
      signatures.Take(names(dom, title), Told::kToReaders);
    }
  }
  return std::move(signatures).Names();
}

}  // namespace claimwatch
