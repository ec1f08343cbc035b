// A complete analyzer as a shared library, in C++: reports words that the house does not print.
//
// claimwatch.toml:
//   [[plugin]]
//   name = "house-style"
//   stage = "analyzer"
//   file = "/usr/lib/claimwatch/plugins/house_style.so"
//   options = ["words=reportedly, allegedly"]
//
// Build: c++ -std=c++17 -shared -fPIC -o house_style.so house_style.cpp
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include <claimwatch/plugin.h>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

struct Style {
  std::vector<std::string> words;
};

void Write(claimwatch_write write, void* to, const std::string& text) {
  write(to, text.data(), text.size());
}

// "a, b" as its words.
std::vector<std::string> Words(const std::string& list) {
  std::vector<std::string> words;
  std::size_t start = 0;
  while (start < list.size()) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    const std::size_t first = list.find_first_not_of(' ', start);
    if (first < end) {
      words.push_back(list.substr(first, end - first));
    }
    start = end + 1;
  }
  return words;
}

json Finding(const std::string& word, std::size_t start) {
  return {{"rule", 1},
          {"name", "Word that the house does not print"},
          {"reason", "the house does not print '" + word + "'"},
          {"text", word},
          {"start", start},
          {"severity", "low"},
          {"confidence", 1.0},
          {"type", "new_claim"}};
}

json Analyze(const Style& style, const json& question) {
  const std::string text = question.at("article").at("text");
  json findings = json::array();
  for (const std::string& word : style.words) {
    const std::size_t start = text.find(word);
    if (start != std::string::npos) {
      findings.push_back(Finding(word, start));
    }
  }
  return {{"findings", findings}};
}

// No exception may leave a function that claimwatch calls: each says the reason instead.
void* Open(const char* options, size_t size, claimwatch_write write, void* reason) {
  try {
    auto style = std::make_unique<Style>();
    style->words = Words(json::parse(options, options + size).value("words", ""));
    if (style->words.empty()) {
      Write(write, reason, "the option 'words' is missing: words=reportedly, allegedly");
      return nullptr;
    }
    return style.release();
  } catch (const std::exception& error) {
    Write(write, reason, error.what());
    return nullptr;
  }
}

int Answer(void* state, const char* question, size_t size, claimwatch_write write, void* answer) {
  try {
    const json said = Analyze(*static_cast<Style*>(state), json::parse(question, question + size));
    Write(write, answer, said.dump());
    return 0;
  } catch (const std::exception& error) {
    Write(write, answer, error.what());
    return 1;
  }
}

void Close(void* state) {
  delete static_cast<Style*>(state);
}

}  // namespace

extern "C" const claimwatch_plugin* claimwatch_plugin_v1(void) {
  static const claimwatch_plugin plugin = {sizeof(claimwatch_plugin),
                                           CLAIMWATCH_PLUGIN_API,
                                           CLAIMWATCH_PLUGIN_BUILD,
                                           "analyzer",
                                           "1.0",
                                           "words that the house does not print",
                                           &Open,
                                           &Answer,
                                           &Close};
  return &plugin;
}
