#include "tests/support/source_tree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;

bool IsWord(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// --- comments and literals
// ------------------------------------------------------------------------

// Where the comment or literal that begins at `at` ends, or `at` when none begins there.
struct Stretch {
  std::size_t end = 0;
  bool comment = false;
};

std::size_t EndOfQuoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return at + 1;
}

std::size_t FindOr(std::string_view text, std::string_view what, std::size_t from) {
  const std::size_t found = text.find(what, from);
  return found == std::string_view::npos ? text.size() : found + what.size();
}

Stretch StretchAt(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("//")) {
    return {std::min(text.find('\n', at), text.size()), true};
  }
  if (rest.starts_with("/*")) {
    return {FindOr(text, "*/", at + 2), true};
  }
  if (rest.starts_with("R\"")) {
    const std::size_t paren = text.find('(', at);
    if (paren != std::string_view::npos && paren - at < 20) {
      const std::string close = ")" + std::string(text.substr(at + 2, paren - at - 2)) + "\"";
      return {FindOr(text, close, paren), false};
    }
  }
  const bool digit_separator = rest.front() == '\'' && at > 0 && IsWord(text[at - 1]);
  if (rest.front() == '"' || (rest.front() == '\'' && !digit_separator)) {
    return {EndOfQuoted(text, at), false};
  }
  return {at, false};
}

std::size_t LineOf(std::string_view text, std::size_t at) {
  return static_cast<std::size_t>(
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

// Blanks comments and literals and counts lines of code and comment.
void Split(SourceFile& file) {
  std::set<std::size_t> commented;
  file.bare = file.text;
  for (std::size_t at = 0; at < file.text.size();) {
    const Stretch stretch = StretchAt(file.text, at);
    if (stretch.end == at) {
      ++at;
      continue;
    }
    for (std::size_t i = at; i < stretch.end; ++i) {
      const bool edge = !stretch.comment && (i == at || i + 1 == stretch.end);
      if (file.bare[i] != '\n' && !edge) {
        file.bare[i] = ' ';
      }
    }
    if (stretch.comment) {
      const std::size_t last = LineOf(file.text, stretch.end - 1);
      for (std::size_t line = LineOf(file.text, at); line <= last; ++line) {
        commented.insert(line);
      }
    }
    at = stretch.end;
  }
  std::size_t line = 0;
  for (std::size_t start = 0; start < file.bare.size(); ++line) {
    const std::size_t end = std::min(file.bare.find('\n', start), file.bare.size());
    const bool code = std::any_of(file.bare.begin() + static_cast<std::ptrdiff_t>(start),
                                  file.bare.begin() + static_cast<std::ptrdiff_t>(end), [](char c) {
                                    return std::isspace(static_cast<unsigned char>(c)) == 0;
                                  });
    file.code_lines += code ? 1U : 0U;
    file.comment_lines += !code && commented.contains(line) ? 1U : 0U;
    start = end + 1;
  }
  file.lines = line;
  file.commented_lines = commented.size();
}

// --- includes
// ---------------------------------------------------------------------------------------

void FindIncludes(SourceFile& file) {
  constexpr std::string_view kWord = "#include ";
  for (std::size_t at = file.text.find(kWord); at != std::string::npos;
       at = file.text.find(kWord, at + 1)) {
    const bool starts_line = at == 0 || file.text[at - 1] == '\n';
    const std::size_t open = at + kWord.size();
    if (!starts_line || open >= file.text.size()) {
      continue;
    }
    const char close = file.text[open] == '<' ? '>' : '"';
    const std::size_t end = file.text.find(close, open + 1);
    const std::string name = file.text.substr(open + 1, end - open - 1);
    (close == '"' ? file.own_includes : file.other_includes).insert(name);
  }
}

// --- functions
// --------------------------------------------------------------------------------------

bool HasWord(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const bool starts = at == 0 || !IsWord(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !IsWord(text[at + word.size()]);
    if (starts && ends) {
      return true;
    }
  }
  return false;
}

// Whether the text before a brace opens something that holds functions.
bool OpensScope(std::string_view head) {
  if (HasWord(head, "namespace") || HasWord(head, "extern")) {
    return true;
  }
  const bool type = HasWord(head, "class") || HasWord(head, "struct") || HasWord(head, "union");
  return type && head.find('(') == std::string_view::npos;
}

std::size_t EndOfBlock(std::string_view bare, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < bare.size(); ++i) {
    depth += bare[i] == '{' ? 1U : 0U;
    if (bare[i] == '}' && --depth == 0) {
      return i;
    }
  }
  return bare.size();
}

std::size_t Branches(std::string_view body) {
  constexpr std::array<std::string_view, 5> kWords = {"if", "for", "while", "case", "catch"};
  std::size_t count = 1;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const bool pair = i + 1 < body.size() && body[i] == body[i + 1];
    count += body[i] == '?' || (pair && (body[i] == '&' || body[i] == '|')) ? 1U : 0U;
    if (!IsWord(body[i]) || (i > 0 && IsWord(body[i - 1]))) {
      continue;
    }
    std::size_t end = i;
    while (end < body.size() && IsWord(body[end])) {
      ++end;
    }
    count += std::count(kWords.begin(), kWords.end(), body.substr(i, end - i)) != 0 ? 1U : 0U;
  }
  return count;
}

void AddFunction(SourceFile& file, std::size_t head, std::size_t end) {
  std::size_t first = head;
  while (first < end && std::isspace(static_cast<unsigned char>(file.bare[first])) != 0) {
    ++first;
  }
  const std::size_t line = LineOf(file.bare, first);
  const std::string_view body = std::string_view(file.bare).substr(first, end - first);
  file.functions.push_back({file.path + ":" + std::to_string(line + 1),
                            LineOf(file.bare, std::min(end, file.bare.size() - 1)) - line + 1,
                            Branches(body)});
}

// Walks namespaces and classes; whatever else has a brace after a parenthesis there is a function.
void FindFunctions(SourceFile& file) {
  const std::string_view bare = file.bare;
  std::size_t head = 0;  // behind the last ';', '{' or '}' outside of functions
  for (std::size_t at = 0; at < bare.size(); ++at) {
    if (bare[at] == '#' && (at == 0 || bare[at - 1] == '\n')) {
      while (at < bare.size() && (bare[at] != '\n' || bare[at - 1] == '\\')) {
        ++at;
      }
      head = at;
    } else if (bare[at] == ';' || bare[at] == '}') {
      head = at + 1;
    } else if (bare[at] == '{') {
      const std::string_view before = bare.substr(head, at - head);
      if (!OpensScope(before)) {
        const std::size_t end = EndOfBlock(bare, at);
        const bool function =
            before.find('(') != std::string_view::npos && before.find('=') > before.find('(');
        if (function) {
          AddFunction(file, head, end);
        }
        at = end;
      }
      head = at + 1;
    }
  }
}

bool IsBuildFolder(const std::string& name) {
  return name.starts_with("build") || name == "demo-state" ||
         (name.starts_with(".") && name != ".ci");
}

}  // namespace

fs::path ProjectTop() {
  return CW_SOURCE_DIR;
}

std::vector<SourceFile> ReadSources(const std::vector<std::string>& folders) {
  std::vector<SourceFile> files;
  for (const std::string& path : ProjectFiles()) {
    const bool source = path.ends_with(".h") || path.ends_with(".cpp");
    const bool wanted = std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
      return path.starts_with(folder + "/");
    });
    if (!source || !wanted) {
      continue;
    }
    SourceFile file;
    file.path = path;
    file.folder = fs::path(path).parent_path().string();
    file.text = ReadAll(ProjectTop() / path);
    Split(file);
    FindIncludes(file);
    FindFunctions(file);
    files.push_back(std::move(file));
  }
  return files;
}

std::vector<std::string> ProjectFiles() {
  std::vector<std::string> files;
  for (auto at = fs::recursive_directory_iterator(ProjectTop());
       at != fs::recursive_directory_iterator(); ++at) {
    if (at->is_directory() && IsBuildFolder(at->path().filename().string())) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file()) {
      files.push_back(fs::relative(at->path(), ProjectTop()).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::size_t Quantile(std::vector<std::size_t> values, double share) {
  if (values.empty()) {
    return 0;
  }
  std::sort(values.begin(), values.end());
  const double at = std::round(share * static_cast<double>(values.size() - 1));
  return values[static_cast<std::size_t>(at)];
}

}  // namespace claimwatch::testing
