// Short ways to a feed from text, for the tests of the sources.
#pragma once

#include <string>
#include <string_view>

#include "core/page.h"
#include "plugins/source/source.h"

namespace claimwatch::testing {

inline Page PageOf(std::string_view body, std::string_view url = "",
                   std::string_view content_type = "") {
  Page page;
  page.body = body;
  page.content_type = content_type;
  if (!url.empty()) {
    page.url = Url::Parse(url).value();
  }
  return page;
}

inline Feed FeedOf(std::string_view body, std::string_view url = "") {
  return ReadFeed(PageOf(body, url), SourceOptions{}).value();
}

// An RSS channel around `items`.
inline std::string Rss(std::string_view items) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbour</title>"
         "<link>https://harbour.example/</link>" +
         std::string(items) + "</channel></rss>";
}

// An Atom feed around `entries`.
inline std::string Atom(std::string_view entries) {
  return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Oxus</title>" + std::string(entries) +
         "</feed>";
}

}  // namespace claimwatch::testing
