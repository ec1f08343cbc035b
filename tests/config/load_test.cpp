#include "config/load.h"

#include <gmock/gmock.h>

#include "core/text.h"
#include "tests/support/temp_folder.h"

namespace claimwatch {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::TempFolder;

Config Good(std::string_view text) {
  Result<Config> config = ParseConfig(text, "claimwatch.toml");
  EXPECT_TRUE(config.ok()) << (config.ok() ? "" : config.error().message());
  return config.ok() ? std::move(config).value() : Config();
}

std::string Complaints(std::string_view text) {
  const Result<Config> config = ParseConfig(text, "claimwatch.toml");
  return config.ok() ? "" : config.error().message();
}

// The configuration of one topic whose baseline exists, for tests that need one.
std::string WithTopic(std::string_view rest) {
  return std::string("[[topic]]\nid = \"summit\"\n[[topic.baseline]]\nid = \"xinhua\"\nfile = \"") +
         CW_SOURCE_DIR + "/config/baselines/xinhua-20250619.txt\"\n" + std::string(rest);
}

// --- values -----------------------------------------------------------------------------------

TEST(LoadConfig, AnEmptyFileIsTheDefaults) {
  const Config config = Good("");
  EXPECT_EQ(config.fetch.timeout, std::chrono::seconds(30));
  EXPECT_EQ(config.fetch.allow_ports, (std::vector<int>{80, 443, 8080, 8443}));
  EXPECT_EQ(config.recheck.schedule.size(), 4U);
  EXPECT_FALSE(config.fetch.allow_private_net);
}

TEST(LoadConfig, EachKindOfValueIsRead) {
  const Config config = Good(R"(
[daemon]
log_level = "warn"
log_target = "journald"
workers = 3
[fetch]
timeout = "250s"
allow_private_net = true
allow_ports = [8080]
allow_hosts = ["10.0.0.0/8"]
[quality]
min_score = 1
[storage]
disk_free_min = "1GiB"
)");
  EXPECT_EQ(config.daemon.log_level, LogLevel::kWarning);
  EXPECT_EQ(config.daemon.log_target, LogTarget::kJournal);
  EXPECT_EQ(config.daemon.workers, 3);
  EXPECT_EQ(config.storage.disk_free_min, 1_GiB);
  EXPECT_EQ(config.fetch.timeout, std::chrono::seconds(250));
  EXPECT_TRUE(config.fetch.allow_private_net);
  EXPECT_THAT(config.fetch.allow_ports, ElementsAre(8080));
  EXPECT_THAT(config.fetch.allow_hosts, ElementsAre("10.0.0.0/8"));
  EXPECT_EQ(config.quality.min_score, 1.0);
}

TEST(LoadConfig, RatesAreTokensPerTime) {
  const auto rate = [](std::string_view text) {
    return Good("[politeness]\nper_host_rate = \"" + std::string(text) + "\"\n")
        .politeness.per_host_rate;
  };
  EXPECT_EQ(rate("6/min").count, 6);
  EXPECT_EQ(rate("6/min").per, std::chrono::minutes(1));
  EXPECT_EQ(rate("100/s").per, std::chrono::seconds(1));
  EXPECT_EQ(rate("30/10m").per, std::chrono::minutes(10));
}

TEST(LoadConfig, ATableInsideASectionCanBeWrittenThreeWays) {
  for (const std::string_view text :
       {"[politeness]\nbackoff = { first = \"1m\", factor = 3 }\n",
        "[politeness.backoff]\nfirst = \"1m\"\nfactor = 3.0\n",
        "[politeness]\nbackoff.first = \"1m\"\nbackoff.factor = 3\n"}) {
    const Config config = Good(text);
    EXPECT_EQ(config.politeness.backoff.first, std::chrono::minutes(1)) << text;
    EXPECT_EQ(config.politeness.backoff.factor, 3.0) << text;
    EXPECT_EQ(config.politeness.backoff.max, std::chrono::hours(24)) << text;
  }
}

TEST(LoadConfig, AScheduleReplacesTheDefaultOne) {
  const Config config = Good(
      "[recheck]\nschedule = [{ age = \"1h\", every = \"5m\" }, { age = \"2d\", every = \"1h\" "
      "}]\n");
  ASSERT_EQ(config.recheck.schedule.size(), 2U);
  EXPECT_EQ(config.recheck.schedule[1].age, std::chrono::days(2));
  EXPECT_EQ(config.recheck.schedule[1].every, std::chrono::hours(1));
}

TEST(LoadConfig, ATopicHasBaselinesAndExpectations) {
  const Config config = Good(WithTopic(R"(language = "en"
published = 2025-06-19T08:09:00+08:00
[[topic.expect]]
figure = "training opportunities"
value = 3000
severity = "critical"
)"));
  ASSERT_EQ(config.topics.size(), 1U);
  ASSERT_EQ(config.topics[0].baselines.size(), 1U);
  EXPECT_EQ(config.topics[0].baselines[0].id, "xinhua");
  EXPECT_EQ(config.topics[0].baselines[0].published, ParseTime("2025-06-19T00:09:00Z"));
  ASSERT_EQ(config.topics[0].expects.size(), 1U);
  EXPECT_EQ(config.topics[0].expects[0].value, 3000);
  EXPECT_EQ(config.topics[0].expects[0].severity, Severity::kCritical);
}

TEST(LoadConfig, RuleSeveritiesAreATableOfFreeNames) {
  const Config config =
      Good("[rules]\ndisable = [\"CW-TXT-001\"]\n[rules.severity]\n\"CW-TXT-002\" = \"low\"\n");
  EXPECT_THAT(config.rules.disable, ElementsAre("CW-TXT-001"));
  EXPECT_THAT(config.rules.severity,
              ElementsAre(std::pair<std::string, Severity>("CW-TXT-002", Severity::kLow)));
}

TEST(LoadConfig, ASinkWithoutANameIsCalledByItsKind) {
  const Config config = Good("[[alerts.sink]]\nkind = \"journald\"\nmin_severity = \"medium\"\n");
  ASSERT_EQ(config.alerts.sinks.size(), 1U);
  EXPECT_EQ(config.alerts.sinks[0].name, "journald");
  EXPECT_EQ(config.alerts.sinks[0].min_severity, Severity::kMedium);
  EXPECT_EQ(config.alerts.sinks[0].digest, Duration::zero());
  EXPECT_EQ(config.alerts.sinks[0].retry_max_age, std::chrono::hours(72));
}

// --- complaints ---------------------------------------------------------------------------------

TEST(LoadConfig, AnUnknownKeyIsNamedWithItsPlaceAndTheNearestOne) {
  EXPECT_EQ(
      Complaints(WithTopic("[[source]]\nid = \"people\"\nurl = \"https://example.org/rss\"\n"
                           "intervall = \"15m\"\n")),
      "claimwatch.toml:9:1: source 'people': unknown key 'intervall', did you mean 'interval'?");
  EXPECT_EQ(Complaints("[fetch]\nconect_timeout = \"5s\"\n"),
            "claimwatch.toml:2:1: [fetch]: unknown key 'conect_timeout', did you mean "
            "'connect_timeout'?");
}

TEST(LoadConfig, TheLongestIntervalIsNoShorterOne) {
  const std::string source =
      WithTopic("[[source]]\nid = \"s\"\nurl = \"https://example.org/rss\"\n");
  EXPECT_EQ(Complaints(source + "interval = \"12h\"\n"), "") << "the usual one gives way";
  EXPECT_THAT(Complaints(source + "interval = \"3h\"\nlongest_interval = \"1h\"\n"),
              HasSubstr("source 's': longest_interval 1h is shorter than interval 3h"));
}

// An article is marked "zh": held against "zh-CN" or "Chinese", none would ever be of the topic.
TEST(LoadConfig, ALanguageThatNoArticleHasIsNamedWithItsPlace) {
  EXPECT_EQ(Complaints("[[topic]]\nid = \"t\"\nlanguages = [\"en\", \"zh-CN\"]\n"
                       "[[topic.baseline]]\nid = \"b\"\nurl = \"https://example.org/b\"\n"
                       "[[source]]\nid = \"s\"\nurl = \"https://example.org/rss\"\n"
                       "language = \"Russian\"\n"),
            "claimwatch.toml:3:1: topic 't': 'zh-CN' is no language; it wants a code as in en, ru "
            "or zh\nclaimwatch.toml:10:1: source 's': 'Russian' is no language; it wants a code as "
            "in en, ru or zh");
}

TEST(LoadConfig, AnUnknownSectionIsNamedWithTheNearestOne) {
  EXPECT_THAT(Complaints("[fetsh]\ntimeout = \"1s\"\n"),
              AllOf(HasSubstr(":1:2: unknown section 'fetsh'"), EndsWith("did you mean 'fetch'?")));
}

TEST(LoadConfig, AnUnknownKeyInsideATableIsNamedToo) {
  EXPECT_THAT(Complaints("[politeness]\nbackoff = { frist = \"1m\" }\n"),
              HasSubstr("2:13: [politeness]: unknown key 'frist', did you mean 'first'?"));
}

TEST(LoadConfig, EveryErrorIsReportedAtOnceInTheOrderOfTheFile) {
  const std::string all =
      Complaints("[fetch]\ntimeout = 30\nmax_bdy = \"1MiB\"\n[quality]\nmin_score = 7\n");
  EXPECT_THAT(
      Split(all, '\n'),
      ElementsAre(HasSubstr(":2:11: [fetch]: timeout wants a duration"),
                  HasSubstr(":3:1: [fetch]: unknown key 'max_bdy', did you mean 'max_body'?"),
                  HasSubstr(":5:13: [quality]: min_score 7 is out of range, which is 0..1")));
}

struct WrongValue {
  std::string_view text;
  std::string_view complaint;
};

class WrongValues : public ::testing::TestWithParam<WrongValue> {};

TEST_P(WrongValues, AreRefusedWithWhatWasWanted) {
  EXPECT_THAT(Complaints(GetParam().text), HasSubstr(std::string(GetParam().complaint)));
}

INSTANTIATE_TEST_SUITE_P(
    LoadConfig, WrongValues,
    ::testing::Values(
        WrongValue{"[fetch]\ntimeout = \"15 minutes\"",
                   "such as '15m' (ms, s, m, h, d, w), not '15 minutes'"},
        WrongValue{"[fetch]\ntimeout = \"20m\"", "timeout '20m' is out of range, which is 1s..10m"},
        WrongValue{"[fetch]\nmax_body = \"ten\"", "wants a size such as '10MiB'"},
        WrongValue{"[fetch]\nmax_body = \"2GiB\"", "is out of range, which is 1KiB..1GiB"},
        WrongValue{"[fetch]\nmax_redirects = 1.5", "wants a whole number, not 1.5"},
        WrongValue{"[fetch]\nallow_private_net = \"yes\"", "wants true or false, not 'yes'"},
        WrongValue{"[fetch]\nallow_ports = 80", "wants a list of numbers, not 80"},
        WrongValue{"[fetch]\nallow_ports = [80, 70000]",
                   "70000 is out of range, which is 1..65535"},
        WrongValue{"[fetch]\nallow_hosts = [1]", "wants text in quotes, not 1"},
        WrongValue{"[fetch]\nuser_agent = \"\"", "user_agent wants one line of text"},
        WrongValue{"[fetch]\nproxy = \"file:///etc/passwd\"", "only http and https are fetched"},
        WrongValue{"[fetch]\ntimeout = \"2s\"\nconnect_timeout = \"9s\"",
                   "connect_timeout 9s is longer than timeout 2s"},
        WrongValue{"fetch = 3", "'fetch' is a section: write [fetch]"},
        WrongValue{"[source]\nid = \"a\"", "'source' is a list: write [[source]]"},
        WrongValue{"source = [1]", "source wants tables, not 1"},
        WrongValue{"[daemon]\nstate_dir = 1", "wants a path in quotes, not 1"},
        WrongValue{"[daemon]\nlog_level = \"wran\"",
                   "'wran' is not one of error, warn, info, debug; did you mean 'warn'?"},
        WrongValue{"[quality]\nmin_score = nan", "wants a number"},
        WrongValue{"[politeness]\nper_host_rate = \"0/min\"", "wants a rate such as '6/min'"},
        WrongValue{"[politeness]\nper_host_rate = \"6\"", "wants a rate such as '6/min'"},
        WrongValue{"[politeness]\nbackoff = 3", "backoff wants a table, not 3"},
        WrongValue{"[politeness]\nbackoff = { first = \"2h\", max = \"1h\" }",
                   "backoff.max 1h is shorter than backoff.first 2h"},
        WrongValue{"[recheck]\nschedule = [{ age = \"2h\", every = \"1h\" }, { age = \"1h\", every "
                   "= \"1h\" }]",
                   "schedule wants growing ages, but 1h follows 2h"},
        WrongValue{"[recheck]\nstop_after = \"1d\"", "stop_after 1d ends before the schedule does"},
        WrongValue{"[recheck]\nschedule = [{ age = \"2h\" }]", "missing key 'every'"},
        WrongValue{"[rules]\nsecond_opinion = \"http://example.org/judge\"",
                   "'http://example.org/judge' is not on this machine"},
        WrongValue{"[rules]\ndisable = [\"figures\"]", "'figures' is no rule id"},
        WrongValue{"[rules.severity]\n\"CW-TXT-002\" = \"lowest\"", "did you mean 'low'?"},
        WrongValue{"[[suppress]]\nrule = \"CW-TXT-002\"", "missing key 'reason'"},
        WrongValue{"[[suppress]]\nreason = \"x\"", "it would silence all"},
        WrongValue{"[[suppress]]\nsource = \"x\"\nreason = \"x\"", "unknown source 'x'"},
        WrongValue{"[[alerts.sink]]\nkind = \"webhok\"", "did you mean 'webhook'?"},
        WrongValue{"[[alerts.sink]]\nkind = \"webhook\"", "kind = \"webhook\" wants a url"},
        WrongValue{
            "[[alerts.sink]]\nkind = \"webhook\"\nurl = \"http://a.example/\"\nformat = \"slak\"",
            "did you mean 'slack'?"},
        WrongValue{"[[alerts.sink]]\nkind = \"webhook\"\nurl = \"http://a.example/\"\nformat = "
                   "\"slack\"\nbody = \"{}\"",
                   "body and format exclude each other"},
        WrongValue{"[[alerts.sink]]\nkind = \"mail\"\nurl = \"http://a.example\"",
                   "wants a url such as smtp://"},
        WrongValue{"[[alerts.sink]]\nkind = \"mail\"\nurl = \"smtp://u:p@a.example\"",
                   "user and password have keys of their own"},
        WrongValue{"[[alerts.sink]]\nkind = \"mail\"\nurl = \"smtp://a.example\"",
                   "wants from and to"},
        WrongValue{"[[alerts.sink]]\nkind = \"journald\"\ntypes = [\"changed_figur\"]",
                   "no 'changed_figur', did you mean 'changed_figure'?"},
        WrongValue{"[[alerts.sink]]\nkind = \"journald\"\ntopics = [\"nowhere\"]",
                   "topics: no 'nowhere'"},
        WrongValue{"[[alerts.sink]]\nkind = \"atom\"", "kind = \"atom\" wants a path"},
        WrongValue{"[[alerts.sink]]\nkind = \"exec\"\ncommand = [\"mail\"]", "absolute path"},
        WrongValue{"[[alerts.sink]]\nkind = \"journald\"\n[[alerts.sink]]\nkind = \"journald\"",
                   "sink 'journald' stands here twice"},
        WrongValue{"[[alerts.sink]]\nkind = \"file\"\npath = \"/x\"",
                   "sink 'file': the alert log has this name; give it another"},
        WrongValue{"[[alerts.sink]]\nname = \"file\"\nkind = \"atom\"\npath = \"/x\"",
                   "sink 'file': the alert log has this name; give it another"}));

TEST(LoadConfig, ASyntaxErrorIsReportedWithItsPlace) {
  EXPECT_THAT(Complaints("[fetch]\ntimeout = \n"), HasSubstr("claimwatch.toml:2:"));
  EXPECT_THAT(Complaints("[fetch]\na = 1\na = 2\n"), HasSubstr("not TOML"));
}

TEST(LoadConfig, AddressesWithAPasswordAreRefusedWithoutPrintingIt) {
  EXPECT_THAT(Complaints("[[source]]\nid = \"a\"\nurl = \"https://me:hunter2@example.org/\"\n"),
              AllOf(HasSubstr("user name or password"), Not(HasSubstr("hunter2"))));
}

TEST(LoadConfig, ASourceMustPointAtATopicThatExists) {
  EXPECT_THAT(
      Complaints(WithTopic("[[source]]\nid = \"a\"\nurl = \"https://example.org/\"\ntopics = "
                           "[\"sumit\"]\n")),
      HasSubstr("source 'a': unknown topic 'sumit', did you mean 'summit'?"));
}

TEST(LoadConfig, SourceDetailsAreChecked) {
  const std::string all = Complaints(
      "[[source]]\nid = \"a b\"\nurl = \"ftp://example.org/\"\nassume_timezone = \"Peking\"\nkind "
      "= \"page\"\n");
  EXPECT_THAT(all, HasSubstr("id wants letters, digits"));
  EXPECT_THAT(all, HasSubstr("scheme is not http or https"));
  EXPECT_THAT(all, HasSubstr("unknown time zone 'Peking'"));
  EXPECT_THAT(all, HasSubstr("wants link_patterns"));
}

TEST(LoadConfig, AnIdStandsOnceInAFile) {
  EXPECT_THAT(Complaints("[[source]]\nid = \"a\"\nurl = \"https://a.example/\"\n"
                         "[[source]]\nid = \"a\"\nurl = \"https://b.example/\"\n"),
              HasSubstr(":4:1: source 'a' stands here twice"));
}

TEST(LoadConfig, MissingKeysAreNamedWithWhatTheyAreFor) {
  EXPECT_THAT(Complaints("[[source]]\nid = \"a\"\n"),
              HasSubstr(":1:1: source 'a': missing key 'url' (its address, http or https)"));
  EXPECT_THAT(Complaints("[[source]]\nurl = \"https://a.example/\"\n"),
              HasSubstr("source 1: missing key 'id'"));
}

TEST(LoadConfig, ABaselineMustBeThere) {
  EXPECT_THAT(
      Complaints("[[topic]]\nid = \"t\"\n[[topic.baseline]]\nid = \"b\"\nfile = \"gone.txt\"\n"),
      HasSubstr(":5:1: topic 't' baseline 'b': no file gone.txt"));
  EXPECT_THAT(Complaints("[[topic]]\nid = \"t\"\n[[topic.baseline]]\nid = \"b\"\n"),
              HasSubstr("wants either file or url"));
  EXPECT_THAT(Complaints("[[topic]]\nid = \"t\"\n"), HasSubstr("has no baseline"));
}

TEST(LoadConfig, ATimeWithoutAnOffsetIsRefused) {
  EXPECT_THAT(Complaints(WithTopic("published = 2025-06-19T00:09:00\n")),
              HasSubstr("published wants a time with its offset"));
}

TEST(LoadConfig, ControlCharactersAreEscapedInComplaints) {
  EXPECT_THAT(Complaints("[fetch]\n\"a\\u001b[31m\" = 1\n"), Not(HasSubstr("\x1b")));
}

// --- files --------------------------------------------------------------------------------------

TEST(LoadConfig, AMissingFileIsNotFound) {
  const TempFolder folder;
  const Result<Config> config = LoadConfig(folder.path() / "none.toml");
  ASSERT_FALSE(config.ok());
  EXPECT_EQ(config.error().code(), Errc::kNotFound);
}

TEST(LoadConfig, PathsAreRelativeToTheFolderOfTheFile) {
  const TempFolder folder;
  folder.Write("claimwatch.toml", "[daemon]\nstate_dir = \"state\"\n");
  const Result<Config> config = LoadConfig(folder.path() / "claimwatch.toml");
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->daemon.state_dir, folder.path() / "state");
  EXPECT_EQ(config->file, folder.path() / "claimwatch.toml");
}

TEST(LoadConfig, OverlaysWinInNameOrderKeyByKey) {
  const TempFolder folder;
  folder.Write("claimwatch.toml", "[fetch]\ntimeout = \"10s\"\nmax_redirects = 1\n");
  folder.Write("conf.d/20.toml", "[fetch]\ntimeout = \"20s\"\n");
  folder.Write("conf.d/30.toml", "[fetch]\ntimeout = \"30s\"\n");
  folder.Write("conf.d/40.toml.bak", "[fetch]\ntimeout = \"40s\"\n");
  const Result<Config> config = LoadConfig(folder.path() / "claimwatch.toml");
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->fetch.timeout, std::chrono::seconds(30));
  EXPECT_EQ(config->fetch.max_redirects, 1);
}

TEST(LoadConfig, AnOverlayChangesAnEntryByItsIdAndAddsOthers) {
  const TempFolder folder;
  folder.Write("claimwatch.toml",
               "[[source]]\nid = \"a\"\nurl = \"https://a.example/\"\ntitle = \"A\"\n");
  folder.Write("conf.d/x.toml",
               "[[source]]\nid = \"a\"\nenabled = false\n[[source]]\nid = \"b\"\nurl = "
               "\"https://b.example/\"\n");
  const Result<Config> config = LoadConfig(folder.path() / "claimwatch.toml");
  ASSERT_TRUE(config.ok()) << config.error().message();
  ASSERT_EQ(config->sources.size(), 2U);
  EXPECT_FALSE(config->sources[0].enabled);
  EXPECT_EQ(config->sources[0].title, "A");
  EXPECT_EQ(config->sources[1].id, "b");
}

TEST(LoadConfig, ErrorsOfAllFilesAreReportedTogether) {
  const TempFolder folder;
  folder.Write("claimwatch.toml", "[fetch]\nx = 1\n");
  folder.Write("conf.d/x.toml", "[fetch]\ny = 1\n");
  const Result<Config> config = LoadConfig(folder.path() / "claimwatch.toml");
  ASSERT_FALSE(config.ok());
  EXPECT_THAT(config.error().message(),
              AllOf(HasSubstr("claimwatch.toml:2:1"), HasSubstr("conf.d/x.toml:2:1")));
}

TEST(LoadConfig, AHugeFileIsNoConfiguration) {
  EXPECT_THAT(Complaints(std::string(2 << 20, '#')), HasSubstr("larger than 1 MiB"));
}

TEST(LoadConfig, DeepNestingIsRefusedNotFollowed) {
  EXPECT_THAT(Complaints("topic = " + std::string(200, '[') + std::string(200, ']')),
              HasSubstr("topic wants tables"));
}

// --- rules for outlets
// ----------------------------------------------------------------------------

TEST(LoadConfig, ARuleForAnOutletIsRead) {
  const Config config = Good(R"(
[[site]]
host = "herald.example"
keep = ["div.story > p"]
drop = [".appeal", "aside"]
title = "h1.head"
)");
  ASSERT_EQ(config.sites.size(), 1U);
  EXPECT_EQ(config.sites[0].host, "herald.example");
  EXPECT_THAT(config.sites[0].keep, ElementsAre("div.story > p"));
  EXPECT_THAT(config.sites[0].drop, ElementsAre(".appeal", "aside"));
  EXPECT_EQ(config.sites[0].title, "h1.head");
}

TEST(LoadConfig, ARuleThatNoPageCanFollowIsRefusedWithItsPlace) {
  const std::string all = Complaints(R"(
[[site]]
host = "https://Herald.example/news"
keep = ["div.story", "p:first-child"]
byline = "[rel"
)");
  EXPECT_THAT(all, HasSubstr("host wants a name as in example.org"));
  EXPECT_THAT(all, HasSubstr("claimwatch.toml:4"));
  EXPECT_THAT(all, HasSubstr("keep: 'p:first-child' is no selector: pseudo-classes"));
  EXPECT_THAT(all, HasSubstr("byline: '[rel' is no selector"));
}

}  // namespace
}  // namespace claimwatch
