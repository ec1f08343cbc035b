// The ledger and the outbox: one claim, one alert; gapless; told once.
#include <gmock/gmock.h>

#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kZeros = "sha256:" + std::string(64, '0');

class Conclude : public ::testing::Test {
 protected:
  std::string Put(const std::string& url, int minute = 0) {
    const Appended done = Fetch(*store_, url, "text of " + url, minute).value();
    return done.article_id;
  }

  std::vector<Alert> Say(const std::string& id, std::vector<Proposal> proposals,
                         std::uint32_t number = 1) {
    return store_->Conclude(id, number, std::move(proposals), At(1)).value();
  }

  std::unique_ptr<Store> store_ = MemoryStore();
};

TEST_F(Conclude, ANewClaimRaisesAnAlertAndSettlesTheDebt) {
  const std::string id = Put("https://a.example/1");
  const std::vector<Alert> alerts = Say(id, {ProposalOf("30,000 places", id)});
  ASSERT_THAT(alerts, SizeIs(1));
  EXPECT_EQ(alerts.front().sequence, 1U);
  EXPECT_EQ(alerts.front().record.At("event.sequence").AsInt(), 1);
  EXPECT_EQ(alerts.front().record.At("claimwatch.integrity.prev_hash").AsString(), kZeros);
  EXPECT_THAT(store_->OwedAnalyses().value(), IsEmpty());
  EXPECT_THAT(store_->Findings(id, 1).value(), SizeIs(1));
}

TEST_F(Conclude, TheNextOutletWithTheSameClaimIsASighting) {
  const std::string first = Put("https://a.example/1", 0);
  Say(first, {ProposalOf("30,000 places", first)});
  for (int i = 2; i <= 50; ++i) {
    const std::string id = Put("https://outlet" + std::to_string(i) + ".example/copy", i);
    EXPECT_THAT(Say(id, {ProposalOf("30,000 places", id)}), IsEmpty());
  }
  const ClaimRecord claim = store_->GetClaim(ProposalOf("30,000 places").fingerprint).value();
  EXPECT_EQ(claim.occurrences, 50U);
  ASSERT_THAT(claim.sightings, SizeIs(50));
  EXPECT_EQ(claim.sightings.front().article_id, first);
  EXPECT_EQ(claim.sightings.back().url, "https://outlet50.example/copy");
  EXPECT_EQ(claim.sightings.back().seen, At(50));
  EXPECT_EQ(claim.alert_sequence, 1U);
  EXPECT_EQ(claim.key, "30,000 places");
  EXPECT_EQ(store_->GetStatus()->claims, 1U);
}

TEST_F(Conclude, TwiceForOneVersionRaisesNothingAndCountsNothing) {
  const std::string id = Put("https://a.example/1");
  const std::vector<Proposal> proposals = {ProposalOf("x", id), ProposalOf("y", id)};
  EXPECT_THAT(Say(id, proposals), SizeIs(2));
  EXPECT_THAT(Say(id, proposals), IsEmpty());
  EXPECT_EQ(store_->GetClaim(proposals.front().fingerprint)->occurrences, 1U);
  EXPECT_THAT(store_->Findings(id, 1).value(), SizeIs(2));
  EXPECT_EQ(store_->GetStatus()->alerts, 2U);
}

TEST_F(Conclude, AgainWithOtherFindingsReplacesThemAndStaysSilent) {
  const std::string id = Put("https://a.example/1");
  Say(id, {ProposalOf("x", id), ProposalOf("y", id)});
  EXPECT_THAT(Say(id, {ProposalOf("z", id)}), IsEmpty());
  const std::vector<FindingRecord> findings = store_->Findings(id, 1).value();
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings.front().finding["key"].AsString(), "z");
  EXPECT_EQ(findings.front().topic, "summit");
  EXPECT_EQ(store_->GetClaim(ProposalOf("z").fingerprint)->alert_sequence, 0U);
}

TEST_F(Conclude, OneClaimTwiceInOneVersionIsOneAlert) {
  const std::string id = Put("https://a.example/1");
  EXPECT_THAT(Say(id, {ProposalOf("x", id), ProposalOf("x", id)}), SizeIs(1));
  EXPECT_EQ(store_->GetClaim(ProposalOf("x").fingerprint)->occurrences, 1U);
}

TEST_F(Conclude, WhatWasSuppressedAlertsWhenAnotherOutletPrintsIt) {
  const std::string first = Put("https://tabloid.example/1");
  Proposal unheard = ProposalOf("30,000 places", first);
  unheard.suppressed = "we do not watch this one";
  EXPECT_THAT(Say(first, {unheard}), IsEmpty());
  const std::string second = Put("https://agency.example/1");
  EXPECT_THAT(Say(second, {ProposalOf("30,000 places", second)}), SizeIs(1));
}

TEST_F(Conclude, OfTwoFindingsOnOneClaimTheGraverIsTold) {
  const std::string id = Put("https://a.example/1");
  Proposal against_baseline = ProposalOf("45 million", id);
  against_baseline.finding.severity = Severity::kMedium;
  Proposal edit = ProposalOf("45 million", id);
  edit.finding.severity = Severity::kHigh;
  edit.fingerprint = "fp:edit";
  const std::vector<Alert> alerts = Say(id, {against_baseline, edit});
  ASSERT_THAT(alerts, SizeIs(1));
  EXPECT_EQ(alerts[0].fingerprint, "fp:edit");
}

TEST_F(Conclude, EachTopicIsToldOfItsOwn) {
  const std::string id = Put("https://a.example/1");
  Proposal other = ProposalOf("45 million", id);
  other.topic = "harbour";
  other.fingerprint = "fp:harbour";
  EXPECT_THAT(Say(id, {ProposalOf("45 million", id), other}), SizeIs(2));
}

TEST_F(Conclude, AClaimThatAnEditToldOfKnowsTheAlert) {
  const std::string id = Put("https://a.example/1");
  Proposal claim = ProposalOf("45 million", id);
  claim.finding.severity = Severity::kMedium;
  Proposal edit = ProposalOf("45 million", id);
  edit.fingerprint = "fp:edit";
  const std::string fingerprint = claim.fingerprint;
  ASSERT_THAT(Say(id, {claim, edit}), SizeIs(1));
  EXPECT_EQ(store_->GetClaim(fingerprint)->alert_sequence, 1U) << "a second outlet confirms it";
}

TEST_F(Conclude, ASilentFindingIsKeptAndRaisesNothing) {
  const std::string id = Put("https://a.example/1");
  Proposal silent = ProposalOf("x", id);
  silent.alert.reset();
  EXPECT_THAT(Say(id, {silent}), IsEmpty());
  EXPECT_THAT(store_->Findings(id, 1).value(), SizeIs(1));
}

TEST_F(Conclude, NothingFoundStillSettlesTheDebt) {
  const std::string id = Put("https://a.example/1");
  EXPECT_THAT(Say(id, {}), IsEmpty());
  EXPECT_THAT(store_->OwedAnalyses().value(), IsEmpty());
}

TEST_F(Conclude, OfAVersionThatIsNotThereIsNotFound) {
  const std::string id = Put("https://a.example/1");
  EXPECT_EQ(store_->Conclude(id, 2, {}, At(0)).error().code(), Errc::kNotFound);
  EXPECT_EQ(store_->Conclude("ffffffffffffffff", 1, {}, At(0)).error().code(), Errc::kNotFound);
}

TEST_F(Conclude, SequencesHaveNoGapsAndEachAlertNamesTheOneBefore) {
  std::string before = kZeros;
  std::uint64_t sequence = 0;
  for (int i = 0; i < 10; ++i) {
    const std::string id = Put("https://a.example/" + std::to_string(i));
    const std::string claim = "claim " + std::to_string(i);
    for (const Alert& alert : Say(id, {ProposalOf(claim, id), ProposalOf(claim + "b", id)})) {
      EXPECT_EQ(alert.sequence, ++sequence);
      EXPECT_EQ(alert.record.At("claimwatch.integrity.prev_hash").AsString(), before);
      before = alert.record.At("claimwatch.integrity.leaf_hash").AsString();
    }
  }
  EXPECT_EQ(sequence, 20U);
}

TEST_F(Conclude, AttemptsAreCounted) {
  const std::string id = Put("https://a.example/1");
  EXPECT_EQ(store_->NoteAttempt(id, 1).value(), 1U);
  EXPECT_EQ(store_->NoteAttempt(id, 1).value(), 2U);
  EXPECT_EQ(store_->OwedAnalyses()->front().attempts, 2U);
  Say(id, {});
  EXPECT_EQ(store_->NoteAttempt(id, 1).error().code(), Errc::kNotFound);
}

TEST_F(Conclude, AVersionThatRepeatsAClaimIsOneMoreOccurrence) {
  const std::string id = Put("https://a.example/1", 0);
  Say(id, {ProposalOf("x", id)});
  Fetch(*store_, "https://a.example/1", "another text", 9).value();
  EXPECT_THAT(Say(id, {ProposalOf("x", id, 2)}, 2), IsEmpty());
  const ClaimRecord claim = store_->GetClaim(ProposalOf("x").fingerprint).value();
  EXPECT_EQ(claim.occurrences, 2U);
  EXPECT_EQ(claim.sightings.back().version, 2U);
  EXPECT_EQ(claim.last_seen, At(9));
}

TEST_F(Conclude, AThousandSightingsAreKeptAndAllAreCounted) {
  const std::string first = Put("https://a.example/1");
  Say(first, {ProposalOf("x", first)});
  for (std::uint32_t number = 2; number <= 1'010; ++number) {
    Fetch(*store_, "https://a.example/1", "text " + std::to_string(number), 1).value();
    Say(first, {ProposalOf("x", first, number)}, number);
  }
  const ClaimRecord claim = store_->GetClaim(ProposalOf("x").fingerprint).value();
  EXPECT_EQ(claim.occurrences, 1'010U);
  EXPECT_THAT(claim.sightings, SizeIs(1'000));
}

TEST_F(Conclude, ClaimsAreListedByTopicOldestFirst) {
  const std::string id = Put("https://a.example/1");
  Proposal other = ProposalOf("z", id);
  other.topic = "rail";
  store_->Conclude(id, 1, {ProposalOf("y", id), other}, At(1)).value();
  const std::string second = Put("https://a.example/2");
  store_->Conclude(second, 1, {ProposalOf("x", second)}, At(2)).value();
  const std::vector<ClaimRecord> claims = store_->Claims("summit").value();
  ASSERT_THAT(claims, SizeIs(2));
  EXPECT_EQ(claims[0].key, "y");
  EXPECT_EQ(claims[1].key, "x");
  EXPECT_THAT(store_->Claims("").value(), SizeIs(3));
  EXPECT_THAT(store_->Claims("weather").value(), IsEmpty());
}

TEST_F(Conclude, RaiseTellsOnceAndKeepsTheSequence) {
  const std::string id = Put("https://a.example/1");
  Say(id, {ProposalOf("x", id)});
  const std::vector<Alert> raised = store_->Raise({ProposalOf("removed", id)}, At(5)).value();
  ASSERT_THAT(raised, SizeIs(1));
  EXPECT_EQ(raised.front().sequence, 2U);
  EXPECT_THAT(store_->Raise({ProposalOf("removed", id)}, At(6)).value(), IsEmpty());
  EXPECT_EQ(store_->GetClaim(ProposalOf("removed").fingerprint)->sightings.front().url,
            "https://a.example/1");
}

}  // namespace
}  // namespace claimwatch::testing
