#include "core/url.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

std::string Canonical(std::string_view text) {
  return CanonicalUrl(Url::Parse(text).value());
}

TEST(Url, PartsOfAnAddress) {
  const Url url = Url::Parse(" HTTP://News.Example:8080/a;b/%7Ec?x=1&y#f ").value();
  EXPECT_EQ(url.scheme(), "http");
  EXPECT_EQ(url.host(), "news.example");
  EXPECT_EQ(url.port(), 8080);
  EXPECT_EQ(url.path(), "/a;b/%7Ec");
  EXPECT_EQ(url.query(), "x=1&y");
  EXPECT_EQ(url.Origin(), "http://news.example:8080");
}

TEST(Url, WhatIsRequestedIsKeptAsGiven) {
  EXPECT_EQ(Url::Parse("https://a.example/x/../y;p?").value().text(),
            "https://a.example/x/../y;p?");
}

TEST(Url, RefusesOtherSchemesControlsAndTheEndless) {
  for (const char* text :
       {"", "news.example/x", "file:///etc/passwd", "javascript:alert(1)", "ftp://a.example/",
        "https://", "https://a.example/\x01", "data:text/html,x", "gopher://a.example"}) {
    EXPECT_FALSE(Url::Parse(text).ok()) << text;
  }
  EXPECT_FALSE(Url::Parse("https://a.example/" + std::string(5000, 'x')).ok());
}

TEST(Url, CredentialsAreSeen) {
  EXPECT_TRUE(Url::Parse("https://u:p@a.example/").value().HasCredentials());
  EXPECT_FALSE(Url::Parse("https://a.example/u:p@x").value().HasCredentials());
}

TEST(Url, LinksResolveAsInABrowser) {
  const Url base = Url::Parse("https://a.example/world/feed.xml?x=1").value();
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"2025/06/story", "https://a.example/world/2025/06/story"},
      {"/story", "https://a.example/story"},
      {"//b.example/s", "https://b.example/s"},
      {"../s?q=1", "https://a.example/s?q=1"},
      {"http://c.example/", "http://c.example/"},
      {" story\n", "https://a.example/world/story"}};
  for (const auto& [link, want] : rows) {
    EXPECT_EQ(Url::Resolve(base, link).value().text(), want) << link;
  }
  EXPECT_FALSE(Url::Resolve(base, "javascript:alert(1)").ok());
  EXPECT_FALSE(Url::Resolve(base, "mailto:a@b.example").ok());
}

TEST(CanonicalUrl, OneArticleHasOneAddress) {
  const std::string want = "https://a.example/2025/story?id=7";
  for (const char* text :
       {"https://a.example/2025/story?id=7", "http://www.a.example/2025/story?id=7",
        "https://A.EXAMPLE:443/2025/story?id=7#top", "https://a.example/2025/./x/../story?id=7",
        "https://a.example/2025/story?utm_source=rss&id=7&fbclid=zz",
        "https://a.example/%32025/story?id=7"}) {
    EXPECT_EQ(Canonical(text), want) << text;
  }
}

TEST(CanonicalUrl, WhatSelectsTheArticleStays) {
  EXPECT_NE(Canonical("https://a.example/?id=7"), Canonical("https://a.example/?id=8"));
  EXPECT_NE(Canonical("https://a.example/?a=1&b=2"), Canonical("https://a.example/?b=2&a=1"));
  EXPECT_EQ(Canonical("https://a.example/a%2fb"), "https://a.example/a%2Fb");
  EXPECT_EQ(Canonical("https://пример.рф/новости"),
            "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8");
}

TEST(RegistrableDomain, FollowsThePublicSuffixList) {
  EXPECT_EQ(RegistrableDomain("news.bbc.co.uk"), "bbc.co.uk");
  EXPECT_EQ(RegistrableDomain("www.people.com.cn"), "people.com.cn");
  EXPECT_EQ(RegistrableDomain("a.steppe-herald.example"), "steppe-herald.example");
  EXPECT_EQ(RegistrableDomain("127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(RegistrableDomain("localhost"), "localhost");
}

}  // namespace
}  // namespace claimwatch
