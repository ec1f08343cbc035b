#include "core/json.h"

#include <string>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

TEST(Json, KeepsMembersInTheOrderTheyWereSet) {
  Json json = Json::MakeObject();
  json.Set("z", 1).Set("a", "x").Set("z", 2);
  EXPECT_EQ(json.Dump(), R"({"z":2,"a":"x"})");
}

TEST(Json, RoundTripsEveryKindOfValue) {
  const std::string text = R"({"n":null,"b":true,"i":-7,"d":94.8,"s":"é\"\n","a":[1,[2]],"o":{}})";
  const Result<Json> json = Json::Parse(text);
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json->Dump(), text);
}

TEST(Json, NumbersAreExact) {
  const Result<Json> json = Json::Parse("[0.1, 123456789012345678901234567890, 1e3]");
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json->Dump(), "[0.1,123456789012345678901234567890,1000]");
  EXPECT_EQ(json->Items()[0].AsDecimal(), Decimal::Parse("0.1"));
}

TEST(Json, MissingMembersChainToNull) {
  const Result<Json> json = Json::Parse(R"({"a":{"b":[1]}})");
  ASSERT_TRUE(json.ok());
  EXPECT_TRUE((*json)["x"]["y"].IsNull());
  EXPECT_EQ(json->At("a.b").Items().size(), 1U);
  EXPECT_TRUE(json->At("a.c.d").IsNull());
  EXPECT_EQ(json->At("a").AsString("none"), "none");
}

TEST(Json, AHundredThousandNamesAreReadAtOnceAndTheLastOfTwoWins) {
  std::string text = "{\"k7\":0";
  for (int i = 0; i < 100'000; ++i) {
    text += ",\"k" + std::to_string(i) + "\":" + std::to_string(i);
  }
  const Json json = Json::Parse(text + ",\"k99999\":\"last\"}").value();
  EXPECT_EQ(json.Members().size(), 100'000U);
  EXPECT_EQ(json.Members().front().first, "k7") << "members keep the order of their first mention";
  EXPECT_EQ(json["k7"].AsInt(), 7);
  EXPECT_EQ(json["k99999"].AsString(), "last");
}

TEST(Json, RefusesTheBadAndTheDeep) {
  for (const char* text : {"", "{", "[1,]", "{\"a\" 1}", "nul", "[1] x", "\"\x01\""}) {
    EXPECT_FALSE(Json::Parse(text).ok()) << text;
  }
  const std::string deep = std::string(65, '[') + std::string(65, ']');
  const Result<Json> refused = Json::Parse(deep);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message(), "JSON nested deeper than 64");
  EXPECT_TRUE(Json::Parse(deep.substr(1, 128)).ok());
}

TEST(Json, RefusesWhatIsTooLarge) {
  const Result<Json> refused = Json::Parse("[1,2,3]", {.bytes = 3, .depth = 8});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code(), Errc::kLimit);
}

TEST(Json, IllFormedUtf8BecomesTheReplacementCharacter) {
  EXPECT_EQ(Json("a\xFFz").Dump(), "\"a\xEF\xBF\xBDz\"");
}

TEST(Json, PrettyFormIsReadByParse) {
  const Json json = Json::Of({{"a", 1}, {"b", Json(Json::Array{Json("x"), Json()})}});
  EXPECT_EQ(json.DumpPretty(), "{\n  \"a\": 1,\n  \"b\": [\n    \"x\",\n    null\n  ]\n}");
  EXPECT_EQ(Json::Parse(json.DumpPretty())->Dump(), json.Dump());
}

}  // namespace
}  // namespace claimwatch
