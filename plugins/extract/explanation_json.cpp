#include "plugins/extract/explanation_json.h"

namespace claimwatch {
namespace {

constexpr std::size_t kVerdictMembers = 6;

// Written and read by the same tables, so that no member can be forgotten on one of the two ways.
template <typename Value>
struct Member {
  std::string_view key;
  Value Article::*field;
};

constexpr Member<std::string> kTexts[] = {{"url", &Article::url},
                                          {"title", &Article::title},
                                          {"standfirst", &Article::standfirst},
                                          {"publisher", &Article::publisher},
                                          {"language", &Article::language},
                                          {"correction_note", &Article::correction_note},
                                          {"encoding", &Article::encoding},
                                          {"extractor", &Article::extractor}};
constexpr Member<std::vector<std::string>> kLists[] = {
    {"authors", &Article::authors}, {"tags", &Article::tags}, {"paragraphs", &Article::paragraphs}};
constexpr Member<std::optional<Time>> kTimes[] = {{"published", &Article::published},
                                                  {"modified", &Article::modified}};

void SetText(Json& json, std::string_view key, const std::string& text) {
  if (!text.empty()) {
    json.Set(key, text);
  }
}

void SetTexts(Json& json, std::string_view key, const std::vector<std::string>& texts) {
  if (!texts.empty()) {
    json.Set(key, Json::Texts(texts));
  }
}

void SetTime(Json& json, std::string_view key, const std::optional<Time>& time) {
  if (time) {
    json.Set(key, FormatTime(*time));
  }
}

Result<Verdict> VerdictFromJson(const Json& json) {
  const Json::Array& cells = json.Items();
  if (cells.size() != kVerdictMembers) {
    return Error(Errc::kInvalid, "explanation: a verdict has not six members");
  }
  return Verdict{std::string(cells[0].AsString()),
                 std::string(cells[1].AsString()),
                 cells[2].AsDouble(),
                 cells[3].AsBool(),
                 cells[4].AsBool(),
                 std::string(cells[5].AsString())};
}

}  // namespace

Json ArticleJson(const Article& article) {
  Json json = Json::MakeObject();
  for (const auto& [key, field] : kTexts) {
    SetText(json, key, article.*field);
  }
  for (const auto& [key, field] : kLists) {
    SetTexts(json, key, article.*field);
  }
  for (const auto& [key, field] : kTimes) {
    SetTime(json, key, article.*field);
  }
  if (article.free) {
    json.Set("free", *article.free);
  }
  Json quality = Json::Of({{"score", article.quality.score}});
  SetTexts(quality, "reasons", article.quality.reasons);
  json.Set("quality", std::move(quality));
  return json;
}

Result<Article> ArticleFromJson(const Json& json) {
  if (!json.IsObject()) {
    return Error(Errc::kInvalid, "article: not an object");
  }
  Article article;
  for (const auto& [key, field] : kTexts) {
    article.*field = json[key].AsString();
  }
  for (const auto& [key, field] : kLists) {
    article.*field = json[key].AsTexts();
  }
  for (const auto& [key, field] : kTimes) {
    article.*field = ParseTime(json[key].AsString());
  }
  if (json["free"].IsBool()) {
    article.free = json["free"].AsBool();
  }
  article.quality.score = json.At("quality.score").AsDouble();
  article.quality.reasons = json.At("quality.reasons").AsTexts();
  return article;
}

Json ExplanationJson(const Explanation& explanation) {
  Json verdicts = Json::MakeArray();
  for (const Verdict& one : explanation.verdicts) {
    Json row = Json::MakeArray();
    row.Push(one.path).Push(one.text).Push(one.probability);
    row.Push(one.kept).Push(one.furniture).Push(one.why);
    verdicts.Push(std::move(row));
  }
  return Json::Of(
      {{"article", ArticleJson(explanation.article)}, {"verdicts", std::move(verdicts)}});
}

Result<Explanation> ExplanationFromJson(const Json& json) {
  Explanation explanation;
  explanation.article = CW_TRY(ArticleFromJson(json["article"]));
  for (const Json& one : json["verdicts"].Items()) {
    explanation.verdicts.push_back(CW_TRY(VerdictFromJson(one)));
  }
  return explanation;
}

}  // namespace claimwatch
