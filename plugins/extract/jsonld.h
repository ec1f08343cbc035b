// What a page says about its article in JSON-LD (schema.org): read tolerantly, believed carefully.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace claimwatch {

// Empty members: not said. Times are as written; texts may hold markup or entities as written.
struct LinkedArticle {
  std::string type;  // "NewsArticle"; empty when the page describes no article
  std::string headline;
  std::string body;  // articleBody
  std::string description;
  std::string published;  // of the page itself when it describes no article
  std::string modified;
  std::vector<std::string> authors;  // in order, doubles kept out
  std::vector<std::string> topics;   // keywords, about, articleSection, mentions, as written
  std::string publisher;
  std::string language;
  std::string url;
  std::optional<bool> free;        // isAccessibleForFree
  std::vector<std::string> types;  // of everything described on the page, in order
};

// `scripts` are the bodies of the page's JSON-LD scripts. Comments, CDATA wrappers, raw line breaks
// in strings and commas before a closing bracket are forgiven; a script that still does not parse
// is skipped.
LinkedArticle ReadLinkedArticle(const std::vector<std::string>& scripts);

}  // namespace claimwatch
