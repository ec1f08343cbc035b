// From a page to its article: the door of this room.
//
// What comes out is a function of the page and the options alone; any thread may call.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/article.h"
#include "core/result.h"

namespace claimwatch {

class Extractor;   // plugins/stage.h
class SiteMemory;  // plugins/extract/template.h
struct Page;       // core/page.h
struct SiteRule;   // core/site_rule.h

// What is known of the site that a page is from. Borrowed for the call; nullptr: nothing.
struct SiteFacts {
  const SiteMemory* memory = nullptr;  // what its pages repeat
  const SiteRule* rule = nullptr;      // what the operator says about them
};

// Reads HTML pages of any site; nullopt for what is not HTML.
std::unique_ptr<Extractor> MakeHtmlExtractor();

// Reads plain text as it is: a first line that is no sentence is the title, blank lines part
// paragraphs (without any, each line is one). nullopt for what is not text.
std::unique_ptr<Extractor> MakeTextExtractor();

// The article of a page of either kind, by content type or by its first bytes. kUnsupported:
// neither.
Result<Article> ExtractArticle(const Page& page, const SiteFacts& site = {});

// One paragraph of a page and what became of it, for `extract --explain`.
struct Verdict {
  std::string path;  // "div.story > p"
  std::string text;
  double probability = 0;  // that it is article
  bool kept = false;
  bool furniture = false;  // likely text, but the host repeats it: left out for that alone
  std::string why;         // "likely", "unlikely", "dropped by the rule for …", …
};

struct Explanation {
  Article article;
  std::vector<Verdict> verdicts;  // in the order of the page
};

Result<Explanation> ExplainArticle(const Page& page, const SiteFacts& site = {});

enum class PageForm { kHtml, kText, kOther };

// By the content type; without a telling one by the first bytes.
PageForm FormOf(const Page& page);

}  // namespace claimwatch
