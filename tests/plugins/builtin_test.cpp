#include "plugins/builtin.h"

#include <gmock/gmock.h>

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

TEST(Builtins, EveryKindOfStageIsListedWithHelp) {
  std::vector<std::string_view> stages;
  for (const Builtin& one : Builtins()) {
    EXPECT_FALSE(one.help.empty()) << one.name;
    stages.push_back(one.stage);
  }
  for (const std::string_view stage : {"source", "extractor", "analyzer", "sink"}) {
    EXPECT_THAT(stages, ::testing::Contains(stage));
  }
}

TEST(Builtins, AListedSinkCanBeMade) {
  SinkOptions options;
  options.kind = "journald";
  EXPECT_TRUE(MakeSink(options).ok());
}

TEST(Builtins, AnUnknownSinkNamesTheNearestKind) {
  SinkOptions options;
  options.kind = "webhok";
  const auto sink = MakeSink(options);
  ASSERT_FALSE(sink.ok());
  EXPECT_EQ(sink.error().code(), Errc::kConfig);
  EXPECT_THAT(sink.error().message(), HasSubstr("did you mean 'webhook'?"));
}

TEST(Builtins, AnOptionThatIsMissingIsAConfigurationError) {
  for (const char* kind : {"webhook", "exec", "atom"}) {
    SinkOptions options;
    options.kind = kind;
    const auto sink = MakeSink(options);
    ASSERT_FALSE(sink.ok()) << kind;
    EXPECT_EQ(sink.error().code(), Errc::kConfig) << kind;
  }
}

}  // namespace
}  // namespace claimwatch::testing
