// Pages, articles and proposals for the tests of the store.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/digest.h"
#include "storage/retention.h"
#include "storage/store.h"

namespace claimwatch::testing {

inline Time At(int minute) {
  return *ParseTime("2025-06-19T10:00:00Z") + std::chrono::minutes(minute);
}

inline Page PageOf(const std::string& url, std::string body, int minute = 0) {
  Page page;
  page.url = page.requested = Url::Parse(url).value();
  page.status = 200;
  page.headers = {{"content-type", "text/html"}, {"x-odd", "caf\xE9"}};
  page.content_type = "text/html";
  page.body = std::move(body);
  page.hops = {{url + "?from=feed", 302}};
  page.connected_address = "203.0.113.7:443";
  page.certificate_digest = "ab12";
  page.fetched = At(minute);
  return page;
}

inline Article ArticleOf(const std::string& url, const std::string& text,
                         const std::string& title = "Leaders meet in Astana") {
  Article article;
  article.url = url;
  article.title = title;
  article.authors = {"A. Reporter"};
  article.language = "en";
  article.paragraphs = {text, "The meeting was the second of its kind in Astana this decade."};
  article.free = true;
  article.quality.score = 0.9;
  article.extractor = "test-1";
  return article;
}

// What one fetch of `url` with this text does to the store.
inline Result<Appended> Fetch(Store& store, const std::string& url, const std::string& text,
                              int minute = 0) {
  FeedFacts facts;
  facts.source = "herald";
  return store.Append(PageOf(url, "<html><p>" + text + "</p></html>", minute), ArticleOf(url, text),
                      facts);
}

// What nobody but this test does to the store in `dir`.
inline Result<GarbageReport> CollectGarbage(const std::filesystem::path& dir,
                                            const Retention& retention, Sweep sweep) {
  const std::unique_ptr<Store> store = CW_TRY(Store::Open(dir));
  return store->CollectGarbage(retention, sweep, std::stop_token());
}

// A proposal that would raise an alert.
inline Proposal ProposalOf(const std::string& claim, const std::string& article_id = "a",
                           std::uint32_t version = 1) {
  Proposal proposal;
  proposal.topic = "summit";
  proposal.baseline = "xinhua";
  proposal.fingerprint = TaggedHex(Sha256("summit/" + claim));
  proposal.finding.type = FindingType::kChangedFigure;
  proposal.finding.severity = Severity::kHigh;
  proposal.finding.key = claim;
  proposal.finding.sentence.text = "It is said that " + claim;
  Alert alert;
  alert.id = Hex(Sha256(article_id + claim)).substr(0, 32);
  alert.time = At(0);
  alert.type = proposal.finding.type;
  alert.severity = proposal.finding.severity;
  alert.topic = proposal.topic;
  alert.source = "herald";
  alert.article_id = article_id;
  alert.version = version;
  alert.record = Json::Of({{"@timestamp", FormatTime(alert.time)}});
  alert.record.Edit("event")
      .Set("id", alert.id)
      .Set("action", FindingTypeName(alert.type))
      .Set("severity", std::int64_t{2});
  alert.record.Edit("claimwatch").Set("topic", alert.topic);
  alert.record.Edit("labels").Set("source", alert.source);
  proposal.alert = std::move(alert);
  return proposal;
}

inline std::unique_ptr<Store> MemoryStore() {
  Result<std::unique_ptr<Store>> store = Store::OpenInMemory();
  EXPECT_TRUE(store.ok());
  return std::move(store).value();
}

}  // namespace claimwatch::testing
