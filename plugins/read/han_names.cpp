#include "plugins/read/han_names.h"

#include <set>
#include <string>
#include <string_view>

#include "core/embedded.h"
#include "core/rows.h"
#include "core/text.h"

namespace claimwatch {
namespace {

using Names = std::set<std::string_view>;

std::vector<std::string_view> LoadRow(std::string_view kind) {
  std::vector<std::string_view> names;
  ForEachRow(Embedded("claims/names_zh.tsv"), [&](const std::vector<std::string_view>& fields) {
    if (fields.size() == 2 && fields[0] == kind) {
      const std::vector<std::string_view> row = Split(fields[1], ',');
      names.insert(names.end(), row.begin(), row.end());
    }
  });
  return names;
}

Names AsSet(const std::vector<std::string_view>& row) {
  return {row.begin(), row.end()};
}

const Names& Families() {
  static const Names kFamilies = AsSet(LoadRow("family"));
  return kFamilies;
}

// The signs of the words from `first` to `last`; empty when a mark parts them.
std::string SignsOf(const std::vector<Word>& words, std::size_t first, std::size_t last) {
  std::string signs;
  for (std::size_t i = first; i < last; ++i) {
    if (!words[i].cjk || (i > first && words[i].after_mark)) {
      return {};
    }
    signs += words[i].plain;
  }
  return signs;
}

}  // namespace

std::size_t FamilyNameAt(const std::vector<Word>& words, std::size_t at) {
  for (const std::size_t length : {2U, 1U}) {
    if (at + length <= words.size() && Families().contains(SignsOf(words, at, at + length))) {
      return length;
    }
  }
  return 0;
}

bool FollowsTitle(const std::vector<Word>& words, std::size_t at) {
  static const Names kTitles = [] {
    Names titles = AsSet(LoadRow("title"));
    titles.merge(AsSet(LoadRow("part")));
    return titles;
  }();
  constexpr std::size_t kLongest = 4;  // signs
  for (std::size_t length = 2; length <= kLongest && length <= at; ++length) {
    if (!words[at].after_mark && kTitles.contains(SignsOf(words, at - length, at))) {
      return true;
    }
  }
  return false;
}

const std::vector<std::string_view>& HanTitles() {
  static const std::vector<std::string_view> kTitles = LoadRow("title");
  return kTitles;
}

const std::vector<std::string_view>& HanHonours() {
  static const std::vector<std::string_view> kHonours = LoadRow("honour");
  return kHonours;
}

bool OpensWithFamilyName(std::string_view signs) {
  constexpr std::size_t kSign = 3;  // bytes
  return Families().contains(signs.substr(0, kSign)) ||
         Families().contains(signs.substr(0, 2 * kSign));
}

}  // namespace claimwatch
