import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import vn.corenlp.tokenizer.Tokenizer;
import vn.corenlp.wordsegmenter.WordSegmenter;

/** Answers jvm.py: "words N" with the segmented texts, "time N" with the nanoseconds that segmenting them took. */
public class Segmenter {
    public static void main(String[] arguments) throws Exception {
        WordSegmenter segmenter = WordSegmenter.initialize();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 20);
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        for (String line; (line = in.readLine()) != null; ) {
            String[] command = line.split(" ");
            String[] texts = new String[Integer.parseInt(command[1])];
            for (int i = 0; i < texts.length; i++) texts[i] = in.readLine();
            long begin = System.nanoTime();
            List<String> segmented = new ArrayList<>();
            for (String text : texts) segmented.add(segment(segmenter, text));
            long end = System.nanoTime();
            if (command[0].equals("time")) {
                out.println(1);
                out.println(end - begin);
            } else {
                out.println(segmented.size());
                for (String text : segmented) out.println(text);
            }
            out.flush();
        }
    }

    /** What VnCoreNLP does for its annotator "wseg". */
    private static String segment(WordSegmenter segmenter, String text) throws Exception {
        List<String> sentences = new ArrayList<>();
        for (String sentence : Tokenizer.joinSentences(Tokenizer.tokenize(text)))
            if (!sentence.trim().isEmpty()) sentences.add(segmenter.segmentTokenizedString(sentence));
        return String.join(" ", sentences);
    }
}
