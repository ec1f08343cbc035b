#include "daemon/gauges.h"

#include <cctype>
#include <set>

#include <gmock/gmock.h>

#include "config/config.h"
#include "core/clock.h"
#include "core/text.h"
#include "daemon/survey.h"
#include "tests/daemon/proposal_samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

bool IsName(std::string_view name) {
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_';
         });
}

// What promtool check metrics complains of: a sample without HELP and TYPE before it, a family in
// two pieces, a counter whose name does not end in _total, a value that is no number.
std::string FormatComplaint(const std::string& text) {
  std::set<std::string> finished;
  std::string family;
  std::string type;
  if (!text.ends_with('\n')) {
    return "the last line has no end";
  }
  for (const std::string_view line :
       Split(std::string_view(text).substr(0, text.size() - 1), '\n')) {
    const std::vector<std::string_view> words = Split(line, ' ');
    if (line.starts_with("# HELP ")) {
      finished.insert(family);
      family = words.at(2);
      if (finished.contains(family) || !IsName(family) || words.size() < 4) {
        return "bad HELP: " + std::string(line);
      }
    } else if (line.starts_with("# TYPE ")) {
      type = words.at(3);
      if (words.at(2) != family || (type == "counter") != family.ends_with("_total")) {
        return "bad TYPE: " + std::string(line);
      }
    } else {
      const std::string_view name = line.substr(0, line.find_first_of("{ "));
      const std::string value(line.substr(line.rfind(' ') + 1));
      char* end = nullptr;
      std::strtod(value.c_str(), &end);
      if (name != family || value.empty() || *end != '\0') {
        return "bad sample: " + std::string(line);
      }
    }
  }
  return {};
}

class GaugesTest : public ::testing::Test {
 protected:
  GaugesTest() {
    SourceConfig source;
    source.id = "herald\"x";
    source.url = "https://herald.example/feed";
    config_.sources.push_back(source);
    std::vector<Proposal> proposals;
    proposals.push_back(NumberedProposal(1));
    EXPECT_TRUE(store_->Raise(std::move(proposals), Noon()).ok());
  }

  Json Survey() const { return std::move(SurveyJson(config_, *store_, clock_)).value(); }

  ManualClock clock_{Noon()};
  Config config_;
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
};

TEST_F(GaugesTest, TheTextIsWhatPrometheusReads) {
  Json status = Survey();
  status.Set("daemon", Json::Of({{"version", "1.0"}, {"fetched", 7}, {"paused", false}}));
  const std::string text = MetricsText(status);
  EXPECT_EQ(FormatComplaint(text), "") << text;
  EXPECT_THAT(text, HasSubstr("\nclaimwatch_fetches_total 7\n"));
  EXPECT_THAT(text, HasSubstr("\nclaimwatch_fetching_paused 0\n"));
  EXPECT_THAT(text, HasSubstr("claimwatch_up 1\n"));
}

TEST_F(GaugesTest, WithoutADaemonTheStoreIsStillTold) {
  const std::string text = MetricsText(Survey());
  EXPECT_EQ(FormatComplaint(text), "") << text;
  EXPECT_THAT(text, HasSubstr("claimwatch_up 0\n"));
  EXPECT_THAT(text, HasSubstr("\nclaimwatch_alerts_raised_total 1\n"));
  EXPECT_THAT(text, HasSubstr("\nclaimwatch_sink_waiting{sink=\"file\"} 1\n"));
  EXPECT_THAT(text, Not(HasSubstr("claimwatch_fetches_total")));
}

TEST_F(GaugesTest, AnIdWithAQuoteBreaksNoLine) {
  EXPECT_THAT(MetricsText(Survey()), HasSubstr("{source=\"herald\\\"x\"}"));
}

TEST_F(GaugesTest, TheFormatCheckFindsWhatIsWrong) {
  EXPECT_NE(FormatComplaint("a_total 1\n"), "");
  EXPECT_NE(FormatComplaint("# HELP a b\n# TYPE a counter\na 1\n"), "");
  EXPECT_NE(FormatComplaint("# HELP a b\n# TYPE a gauge\na one\n"), "");
}

}  // namespace
}  // namespace claimwatch::testing
