// The strict oracle: on well-formed documents our tolerant reader and expat see the same.
#include <string>
#include <utility>
#include <vector>

#include <expat.h>
#include <gtest/gtest.h>

#include "core/text.h"
#include "plugins/source/entities.h"
#include "plugins/source/xml.h"

namespace claimwatch {
namespace {

// Events as one text: "<name attr=value>", "</name>", and joined character data.
class Record {
 public:
  void Start(std::string_view name) {
    Flush();
    out_.append("<").append(AsciiLower(name));
  }

  void Attribute(std::string_view name, std::string_view value) {
    out_.append(" ").append(name).append("=").append(value);
  }

  void StartDone() { out_.append(">\n"); }

  void End(std::string_view name) {
    Flush();
    out_.append("</").append(AsciiLower(name)).append(">\n");
  }

  void Text(std::string_view text) { text_.append(text); }

  std::string Take() {
    Flush();
    return std::move(out_);
  }

 private:
  void Flush() {
    if (!text_.empty()) {
      out_.append("'").append(text_).append("'\n");
    }
    text_.clear();
  }

  std::string out_;
  std::string text_;
};

std::string_view LocalName(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// nullopt-like empty text when expat finds the document ill-formed.
std::string ByExpat(std::string_view document) {
  Record record;
  XML_Parser parser = XML_ParserCreate("UTF-8");
  XML_SetUserData(parser, &record);
  XML_SetElementHandler(
      parser,
      [](void* user, const XML_Char* name, const XML_Char** attributes) {
        auto& events = *static_cast<Record*>(user);
        events.Start(LocalName(name));
        for (; *attributes != nullptr; attributes += 2) {
          events.Attribute(attributes[0], attributes[1]);
        }
        events.StartDone();
      },
      [](void* user, const XML_Char* name) { static_cast<Record*>(user)->End(LocalName(name)); });
  XML_SetCharacterDataHandler(parser, [](void* user, const XML_Char* text, int size) {
    static_cast<Record*>(user)->Text({text, static_cast<std::size_t>(size)});
  });
  const XML_Status status =
      XML_Parse(parser, document.data(), static_cast<int>(document.size()), XML_TRUE);
  XML_ParserFree(parser);
  return status == XML_STATUS_OK ? record.Take() : std::string();
}

std::string ByUs(std::string_view document) {
  Record record;
  XmlReader xml(document);
  for (XmlToken token = xml.Next(); token != XmlToken::kDone; token = xml.Next()) {
    if (token == XmlToken::kStart) {
      record.Start(xml.local());
      for (const XmlAttribute& attribute : xml.attributes()) {
        record.Attribute(attribute.name, DecodeReferences(attribute.value));
      }
      record.StartDone();
    } else if (token == XmlToken::kEnd) {
      record.End(xml.local());
    } else if (xml.depth() > 0) {
      record.Text(token == XmlToken::kText ? DecodeReferences(xml.text())
                                           : std::string(xml.text()));
    }
  }
  return record.Take();
}

TEST(Expat, SeesTheSameInWellFormedDocuments) {
  const std::vector<std::string> documents = {
      "<a/>",
      "<?xml version=\"1.0\"?>\n<!-- c -- ><a>x</a>",
      "<a b='1' c=\"2 > 1\">t<!-- <x> --><b/>u<?pi <y> ?>v</a>\n",
      "<a>&lt;b&gt; &amp;amp; &#8217; &#x1F600; <![CDATA[<c> & ]] ]]>d</a>",
      "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><item><title>A"
      "</title><dc:creator>B</dc:creator></item><item/></channel></rss>",
      "<!DOCTYPE a [<!ELEMENT a ANY><!ATTLIST a b CDATA #IMPLIED>]><a b='&quot;x&apos;'>]]&gt;</a>",
      "<a\n b = '1'\n\tc='2'\n/>",
      "<ж ю='я'>ц</ж>"};
  for (const std::string& document : documents) {
    const std::string expected = ByExpat(document);
    if (!expected.empty()) {
      EXPECT_EQ(ByUs(document), expected) << document;
    }
  }
}

// Every document that a small grammar of pieces can make and expat accepts.
TEST(Expat, SeesTheSameInEveryShortDocument) {
  const std::vector<std::string> pieces = {"<a>",        "</a>",   "<b x='1'>", "</b>",
                                           "<c/>",       "t",      "&amp;",     "<![CDATA[<]]>",
                                           "<!-- > -->", "<?p >?>"};
  int agreed = 0;
  const std::size_t count = pieces.size();
  for (std::size_t code = 0; code < count * count * count * count; ++code) {
    const std::string document = "<r>" + pieces[code % count] + pieces[code / count % count] +
                                 pieces[code / count / count % count] +
                                 pieces[code / count / count / count] + "</r>";
    const std::string expected = ByExpat(document);
    if (!expected.empty()) {
      ASSERT_EQ(ByUs(document), expected) << document;
      ++agreed;
    }
  }
  EXPECT_GT(agreed, 1000);
}

TEST(Expat, RefusesWhatWeRepairAndSay) {
  const std::string document = "<a>5 < 7</a>";
  EXPECT_EQ(ByExpat(document), "");
  EXPECT_EQ(ByUs(document), "<a>\n'5 < 7'\n</a>\n");
}

}  // namespace
}  // namespace claimwatch
