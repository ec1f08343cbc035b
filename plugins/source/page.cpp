#include <algorithm>
#include <unordered_map>

#include "core/charset.h"
#include "core/text.h"
#include "plugins/source/builtin_sources.h"
#include "plugins/source/html.h"
#include "plugins/source/reference.h"
#include "plugins/source/sanitise.h"
#include "plugins/source/sniff.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostEntries = 10'000;
constexpr std::size_t kLongestAnchor = 4096;

// Path and query of an address: what a pattern without http is held against.
std::string_view PathOf(std::string_view address) {
  const std::size_t start = address.find('/', address.find("://") + 3);
  return start == std::string_view::npos ? std::string_view("/") : address.substr(start);
}

bool FitsAny(std::string_view address, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return FitsPattern(pattern.starts_with("http") ? address : PathOf(address), pattern);
  });
}

class PageReader {
 public:
  PageReader(const Page& page, const SourceOptions& options)
      : options_(options),
        base_(page.url.text()),
        decoded_(DecodeHtml(page.body, CharsetOf(page.content_type))),
        scanner_(decoded_.text, Markup::kHtml) {}

  Feed Read() {
    feed_.kind = FeedKind::kPage;
    feed_.link = base_;
    feed_.encoding = decoded_.encoding;
    for (auto token = scanner_.Next(); token != HtmlScanner::Token::kDone;
         token = scanner_.Next()) {
      Take(token);
    }
    FinishLink();
    return std::move(feed_);
  }

 private:
  void Take(HtmlScanner::Token token) {
    if (token == HtmlScanner::Token::kText) {
      Append(scanner_.text());
    } else if (token == HtmlScanner::Token::kStart) {
      TakeStart(scanner_.name());
    } else if (token == HtmlScanner::Token::kEnd) {
      TakeEnd(scanner_.name());
    }
  }

  void TakeStart(const std::string& name) {
    if (name == "a") {
      FinishLink();
      link_ = scanner_.Attribute("href");
    } else if (name == "base") {
      base_ = ResolveReference(base_, scanner_.Attribute("href"));
    } else {
      in_title_ = name == "title" && feed_.title.empty();
      feed_.language = name == "html" ? scanner_.Attribute("lang") : feed_.language;
      text_.push_back(' ');
    }
  }

  void TakeEnd(const std::string& name) {
    if (name == "a") {
      FinishLink();
    } else if (name == "title") {
      feed_.title = in_title_ ? SqueezeSpace(PlainText(text_)) : feed_.title;
      in_title_ = false;
      text_.clear();
    }
  }

  void Append(std::string_view text) {
    if ((!link_.empty() || in_title_) && text_.size() < kLongestAnchor) {
      text_.append(text);
    }
  }

  void FinishLink() {
    std::string address = link_.empty() ? link_ : ResolveReference(base_, link_);
    address = address.substr(0, address.find('#'));
    const std::string title = PlainText(text_);
    link_.clear();
    text_.clear();
    if (!IsWebAddress(address) || !FitsAny(address, options_.link_patterns)) {
      return;
    }
    // The picture and the headline link to the same article; the longer text is the headline.
    const auto [place, fresh] = seen_.try_emplace(address, feed_.entries.size());
    if (!fresh) {
      std::string& known = feed_.entries[place->second].title;
      known = title.size() > known.size() ? title : known;
    } else if (feed_.entries.size() < kMostEntries) {
      Entry entry;
      entry.id = address;
      entry.link = address;
      entry.title = title;
      feed_.entries.push_back(std::move(entry));
    } else {
      seen_.erase(place);
    }
  }

  const SourceOptions& options_;
  std::string base_;
  Decoded decoded_;
  HtmlScanner scanner_;
  Feed feed_;
  std::string link_;  // of the <a> that is open
  std::string text_;
  bool in_title_ = false;
  std::unordered_map<std::string, std::size_t> seen_;
};

}  // namespace

bool FitsPattern(std::string_view text, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t want = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (at < text.size()) {
    if (want < pattern.size() && pattern[want] == '*') {
      star = want++;
      retry = at;
    } else if (want < pattern.size() && (pattern[want] == '?' || pattern[want] == text[at])) {
      ++want;
      ++at;
    } else if (star != std::string_view::npos) {
      // Only the last star needs to give way, which keeps this linear per star.
      want = star + 1;
      at = ++retry;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', want) == std::string_view::npos;
}

bool PageSource::Reads(const Page& page) const {
  return Sniff(page).kind == Sniffed::Kind::kHtml;
}

Result<Feed> PageSource::Read(const Page& page) const {
  return PageReader(page, options_).Read();
}

}  // namespace claimwatch
