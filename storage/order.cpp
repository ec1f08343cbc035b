#include "storage/order.h"

#include <algorithm>
#include <numeric>

#include "core/json.h"

namespace claimwatch {

std::string OrderKey(std::string_view article_id) {
  return "order/" + std::string(article_id);
}

std::string ReturnKey(std::string_view article_id) {
  return "return/" + std::string(article_id);
}

Result<std::vector<std::uint32_t>> ReadOrder(const std::optional<std::string>& record,
                                             std::uint32_t versions) {
  std::vector<std::uint32_t> numbers(versions);
  std::iota(numbers.begin(), numbers.end(), 1U);
  if (!record) {
    return numbers;
  }
  const Json json = Json::Parse(*record).value_or(Json());
  std::vector<std::uint32_t> kept;
  for (const Json& number : json.Items()) {
    kept.push_back(static_cast<std::uint32_t>(number.AsInt()));
  }
  if (!std::is_permutation(kept.begin(), kept.end(), numbers.begin(), numbers.end())) {
    return Error(Errc::kCorrupt,
                 "the order of an article's versions is damaged; run `claimwatch "
                 "verify` to see how much is affected");
  }
  return kept;
}

std::string WriteOrder(const std::vector<std::uint32_t>& numbers) {
  Json array = Json::MakeArray();
  for (const std::uint32_t number : numbers) {
    array.Push(std::uint64_t{number});
  }
  return array.Dump();
}

Result<std::vector<std::uint32_t>> OrderOf(const Store& store, const ArticleRecord& article) {
  const std::optional<std::string> record = CW_TRY(store.GetState(OrderKey(article.id)));
  return ReadOrder(record, article.versions);
}

namespace {

// Each return as [number of versions then, version that came back].
Result<Json> Returns(const Store& store, std::string_view article_id) {
  const std::optional<std::string> record = CW_TRY(store.GetState(ReturnKey(article_id)));
  return record ? Json::Parse(*record).value_or(Json()) : Json();
}

// What came back while the article had so many versions; 0: nothing.
Result<std::uint32_t> StoodAfter(const Store& store, std::string_view article_id,
                                 std::uint32_t versions) {
  const Json returns = CW_TRY(Returns(store, article_id));
  std::uint32_t number = 0;
  for (const Json& one : returns.Items()) {
    const bool then = one.Items().size() == 2 && one.Items()[0].AsInt() == versions;
    number = then ? static_cast<std::uint32_t>(one.Items()[1].AsInt()) : number;
  }
  return number <= versions ? number : 0;
}

}  // namespace

Result<StateRecord> ReturnedTo(const Store& store, const ArticleRecord& article,
                               std::uint32_t number) {
  Json returns = CW_TRY(Returns(store, article.id));
  returns = returns.IsArray() ? std::move(returns) : Json::MakeArray();
  Json one = Json::MakeArray();
  one.Push(std::uint64_t{article.versions}).Push(std::uint64_t{number});
  returns.Push(std::move(one));
  return StateRecord{ReturnKey(article.id), returns.Dump()};
}

Result<std::uint32_t> LatestOf(const Store& store, const ArticleRecord& article) {
  if (const std::uint32_t back = CW_TRY(StoodAfter(store, article.id, article.versions));
      back != 0) {
    return back;
  }
  const std::vector<std::uint32_t> order = CW_TRY(OrderOf(store, article));
  return order.empty() ? article.versions : order.back();
}

Result<std::uint32_t> EditedFrom(const Store& store, std::string_view article_id,
                                 std::uint32_t number) {
  if (const std::uint32_t back = CW_TRY(StoodAfter(store, article_id, number - 1)); back != 0) {
    return back;
  }
  const std::optional<std::string> record = CW_TRY(store.GetState(OrderKey(article_id)));
  if (!record) {
    return number - 1;
  }
  const ArticleRecord article = CW_TRY(store.FindArticle(article_id));
  std::uint32_t before = 0;
  const std::vector<std::uint32_t> order = CW_TRY(ReadOrder(record, article.versions));
  for (const std::uint32_t one : order) {
    if (one == number) {
      return before;
    }
    before = one < number ? one : before;
  }
  return before;
}

}  // namespace claimwatch
