// A store whose texts are erased.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "storage/engine.h"
#include "storage/erasure.h"
#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {

inline constexpr const char* kUrl = "https://herald.example/astana";

class ErasingStore : public ::testing::Test {
 protected:
  // Three versions; the second brought an alert.
  ErasingStore() {
    const auto store = Store::Open(dir_).value();
    for (int i = 1; i <= 3; ++i) {
      id_ = Fetch(*store, kUrl, "text " + std::to_string(i), i)->article_id;
      const auto number = static_cast<std::uint32_t>(i);
      Proposal proposal = ProposalOf("claim " + std::to_string(i), id_, number);
      Json& article = proposal.alert->record.Edit("claimwatch").Edit("article");
      article.Set("id", id_).Set("headline", "claim " + std::to_string(i));
      article.Set("version", Json::Of({{"number", i}}));
      store->Conclude(id_, number, {std::move(proposal)}, At(i)).value();
    }
  }

  // Of version 3, quoting version 2 as what it was before.
  Proposal Comparing() const {
    Proposal proposal = ProposalOf("was: claim 2", id_, 3);
    Json& facts = proposal.alert->record.Edit("claimwatch");
    facts.Set("article", Json::Of({{"id", id_}, {"headline", "the third"}}));
    facts.Edit("article").Set("version", Json::Of({{"number", 3}}));
    facts.Set("baseline", Json::Of({{"id", id_}, {"headline", "the second"}}));
    facts.Edit("baseline").Set("version", Json::Of({{"number", 2}}));
    facts.Set("evidence", Json::Of({{"baseline_sentence", "claim 2"}}));
    return proposal;
  }

  ErasureOrder OrderFor(std::vector<std::uint32_t> numbers) const {
    ErasureOrder order;
    order.article_id = id_;
    order.numbers = std::move(numbers);
    order.reason = "a court said so";
    order.by = "anna";
    order.now = At(600);
    return order;
  }

  std::vector<std::string> ProblemsIn(const std::filesystem::path& dir) const {
    return Store::Open(dir).value()->Verify({})->problems;
  }

  // Changes the database behind the store's back.
  void Tamper(const std::function<void(Batch&, const Engine&)>& change) const {
    const auto engine = Engine::Open(dir_ / "db").value();
    Batch batch;
    change(batch, *engine);
    ASSERT_TRUE(engine->Write(batch).ok());
  }

  TempFolder folder_;
  std::filesystem::path dir_ = folder_.path() / "store";
  std::string id_;
};

}  // namespace claimwatch::testing
