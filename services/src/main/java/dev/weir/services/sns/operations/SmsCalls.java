package dev.weir.services.sns.operations;

import dev.weir.api.sns.CheckIfPhoneNumberIsOptedOutInput;
import dev.weir.api.sns.CheckIfPhoneNumberIsOptedOutResponse;
import dev.weir.api.sns.CreateSMSSandboxPhoneNumberInput;
import dev.weir.api.sns.CreateSMSSandboxPhoneNumberResult;
import dev.weir.api.sns.DeleteSMSSandboxPhoneNumberInput;
import dev.weir.api.sns.DeleteSMSSandboxPhoneNumberResult;
import dev.weir.api.sns.GetSMSAttributesInput;
import dev.weir.api.sns.GetSMSAttributesResponse;
import dev.weir.api.sns.GetSMSSandboxAccountStatusResult;
import dev.weir.api.sns.ListOriginationNumbersResult;
import dev.weir.api.sns.ListPhoneNumbersOptedOutInput;
import dev.weir.api.sns.ListPhoneNumbersOptedOutResponse;
import dev.weir.api.sns.ListSMSSandboxPhoneNumbersInput;
import dev.weir.api.sns.ListSMSSandboxPhoneNumbersResult;
import dev.weir.api.sns.OptInPhoneNumberInput;
import dev.weir.api.sns.OptInPhoneNumberResponse;
import dev.weir.api.sns.SMSSandboxPhoneNumber;
import dev.weir.api.sns.SetSMSAttributesInput;
import dev.weir.api.sns.SetSMSAttributesResponse;
import dev.weir.api.sns.VerifySMSSandboxPhoneNumberInput;
import dev.weir.api.sns.VerifySMSSandboxPhoneNumberResult;
import dev.weir.fabric.capture.Letters;
import dev.weir.fabric.capture.Replies;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.sns.SnsErrors;
import dev.weir.services.sns.domain.Attribute;
import dev.weir.services.sns.domain.PhoneNumber;
import dev.weir.services.sns.state.PhoneBook;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything about text messages: they are captured, so that a test can read them at {@code /_weir/outbox}. Source:
 * Amazon SNS Developer Guide, "Mobile text messaging (SMS)".
 */
public final class SmsCalls implements Replies {
    /** Source: Amazon SNS API Reference, OptInPhoneNumber. */
    private static final Duration OPT_IN_REST = Duration.ofDays(30);

    private static final int PAGE = 100;
    private static final int LONGEST = 1600;
    private static final Set<String> SETTINGS = Set.of(
            "MonthlySpendLimit",
            "DeliveryStatusIAMRole",
            "DeliveryStatusSuccessSamplingRate",
            "DefaultSenderID",
            "DefaultSMSType",
            "UsageReportS3Bucket");
    private static final Pattern SENDER = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}");
    /** Source: Amazon SNS Developer Guide, "Opting out of receiving SMS messages". */
    private static final Set<String> STOP =
            Set.of("ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "STOP", "TD", "UNSUBSCRIBE");

    private final Kernel kernel;
    private final PhoneBook book;
    private final Letters letters;

    public SmsCalls(Kernel kernel, PhoneBook book, Letters letters) {
        this.kernel = kernel;
        this.book = book;
        this.letters = letters;
    }

    /** Publishes to a number; the id of the message. */
    String publish(Call call, String number, String message, Map<String, Attribute> attributes) {
        if (!PhoneNumber.good(number)) {
            throw SnsErrors.invalid("PhoneNumber Reason: " + number + " is not valid to publish to");
        }
        if (message.length() > LONGEST) {
            throw SnsErrors.invalid("Message too long");
        }
        Map<String, String> settings = book.settings(call.scope());
        Map<String, String> facts = new LinkedHashMap<>();
        attributes.forEach((name, value) -> {
            if (value.text() != null) {
                facts.put(name, value.text());
            }
        });
        facts.putIfAbsent("AWS.SNS.SMS.SMSType", settings.getOrDefault("DefaultSMSType", "Promotional"));
        String sender = facts.getOrDefault("AWS.SNS.SMS.SenderID", settings.getOrDefault("DefaultSenderID", ""));
        String id = kernel.ids().uuid();
        Cause hop = record(call.cause(), call.scope(), "sns.Publish", "", number, id, Outcome.ACCEPTED, "");
        if (optedOut(call.scope(), number)) {
            record(hop, call.scope(), "sns.Deliver", "", number, id, Outcome.DROPPED, OPTED_OUT);
        } else {
            book.write(
                    tx -> letters.keep(tx, LetterWriter.text(call.scope(), sender, number, message, id, facts, hop)));
            record(hop, call.scope(), "sns.Deliver", "", number, id, Outcome.DELIVERED, "");
        }
        return id;
    }

    /** The provider's answer, in AWS's words. */
    static final String OPTED_OUT = "Phone number is opted out";

    boolean optedOut(Scope scope, String number) {
        return book.optedOut(scope, PhoneNumber.plain(number));
    }

    private Cause record(
            Cause cause,
            Scope scope,
            String kind,
            String source,
            String target,
            String id,
            Outcome outcome,
            String why) {
        return kernel.journal().record(cause, scope, kind, source, target, id, outcome, why);
    }

    @Override
    public String reply(Scope scope, String from, String text) {
        String number = number(from);
        if (!STOP.contains(text.strip().toUpperCase(Locale.ROOT))) {
            return "nothing: SNS acts on words such as STOP only";
        }
        book.optOut(scope, number);
        Cause unused = record(
                Cause.NONE, scope, "sns.OptOut", number, "", "", Outcome.COMPLETED, "it answered " + text.strip());
        return number + " has opted out";
    }

    private static String number(@Nullable String given) {
        if (given == null || !PhoneNumber.good(given)) {
            throw SnsErrors.invalid("PhoneNumber Reason: input incorrectly formatted");
        }
        return PhoneNumber.plain(given);
    }

    public CheckIfPhoneNumberIsOptedOutResponse check(Call call, CheckIfPhoneNumberIsOptedOutInput input) {
        return new CheckIfPhoneNumberIsOptedOutResponse(book.optedOut(call.scope(), number(input.phoneNumber())));
    }

    public ListPhoneNumbersOptedOutResponse listOptedOut(Call call, ListPhoneNumbersOptedOutInput input) {
        List<String> found = book.optedOut(call.scope(), Tokens.decode(input.nextToken()), PAGE);
        return new ListPhoneNumbersOptedOutResponse(found, found.size() < PAGE ? null : Tokens.encode(found.getLast()));
    }

    public OptInPhoneNumberResponse optIn(Call call, OptInPhoneNumberInput input) {
        String number = number(input.phoneNumber());
        if (!book.optIn(call.scope(), number, kernel.clock().now(), OPT_IN_REST)) {
            throw SnsErrors.optedInLately(number);
        }
        Cause unused =
                record(call.cause(), call.scope(), "sns.OptInPhoneNumber", "", number, "", Outcome.COMPLETED, "");
        return new OptInPhoneNumberResponse();
    }

    public GetSMSAttributesResponse getAttributes(Call call, GetSMSAttributesInput input) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("MonthlySpendLimit", "1");
        all.putAll(book.settings(call.scope()));
        List<String> wanted = input.attributes();
        if (wanted != null && !wanted.isEmpty()) {
            all.keySet().retainAll(wanted);
        }
        return new GetSMSAttributesResponse(all);
    }

    public SetSMSAttributesResponse setAttributes(Call call, SetSMSAttributesInput input) {
        Map<String, String> given = input.attributes() == null ? Map.of() : input.attributes();
        given.forEach(SmsCalls::checkSetting);
        Map<String, String> all = new LinkedHashMap<>(book.settings(call.scope()));
        all.putAll(given);
        book.settings(call.scope(), all);
        kernel.journal()
                .record(call.cause(), call.scope(), "sns.SetSMSAttributes", "", "", "", Outcome.COMPLETED, "", given);
        return new SetSMSAttributesResponse();
    }

    private static void checkSetting(String name, String value) {
        if (!SETTINGS.contains(name)) {
            throw SnsErrors.plainInvalid(name + " is not a valid attribute");
        }
        if (name.equals("DefaultSMSType")
                && !Set.of("Promotional", "Transactional").contains(value)) {
            throw SnsErrors.plainInvalid("DefaultSMSType is invalid");
        }
        if (name.equals("DefaultSenderID") && !SENDER.matcher(value).matches()) {
            throw SnsErrors.plainInvalid("DefaultSenderID is not a valid attribute");
        }
    }

    /** Weir's accounts have left the sandbox. */
    public GetSMSSandboxAccountStatusResult sandboxStatus() {
        return new GetSMSSandboxAccountStatusResult(false);
    }

    /** Weir's accounts have no numbers of their own. */
    public ListOriginationNumbersResult originationNumbers() {
        return new ListOriginationNumbersResult(null, List.of());
    }

    public CreateSMSSandboxPhoneNumberResult createSandboxNumber(Call call, CreateSMSSandboxPhoneNumberInput input) {
        String number = number(input.phoneNumber());
        if (book.optedOut(call.scope(), number)) {
            throw SnsErrors.optedOut(number);
        }
        String password =
                String.format(Locale.ROOT, "%06d", kernel.ids().random().nextInt(1_000_000));
        String id = kernel.ids().uuid();
        Cause hop = record(
                call.cause(), call.scope(), "sns.CreateSMSSandboxPhoneNumber", "", number, id, Outcome.COMPLETED, "");
        book.write(tx -> {
            book.save(tx, call.scope(), new PhoneBook.Destination(number, password, false));
            letters.keep(
                    tx,
                    LetterWriter.text(
                            call.scope(),
                            "",
                            number,
                            "Your verification code is " + password,
                            id,
                            Map.of("OneTimePassword", password),
                            hop));
        });
        return new CreateSMSSandboxPhoneNumberResult();
    }

    public VerifySMSSandboxPhoneNumberResult verifySandboxNumber(Call call, VerifySMSSandboxPhoneNumberInput input) {
        PhoneBook.Destination destination = sandboxNumber(call, input.phoneNumber());
        if (!destination.password().equals(input.oneTimePassword())) {
            throw SnsErrors.wrongPassword();
        }
        book.write(tx -> book.save(
                tx, call.scope(), new PhoneBook.Destination(destination.number(), destination.password(), true)));
        return new VerifySMSSandboxPhoneNumberResult();
    }

    public DeleteSMSSandboxPhoneNumberResult deleteSandboxNumber(Call call, DeleteSMSSandboxPhoneNumberInput input) {
        book.remove(call.scope(), sandboxNumber(call, input.phoneNumber()).number());
        return new DeleteSMSSandboxPhoneNumberResult();
    }

    private PhoneBook.Destination sandboxNumber(Call call, @Nullable String given) {
        String number = number(given);
        return book.destination(call.scope(), number).orElseThrow(SnsErrors::noSandboxNumber);
    }

    public ListSMSSandboxPhoneNumbersResult listSandboxNumbers(Call call, ListSMSSandboxPhoneNumbersInput input) {
        int limit = input.maxResults() == null ? PAGE : input.maxResults();
        List<PhoneBook.Destination> found = book.destinations(call.scope(), Tokens.decode(input.nextToken()), limit);
        List<SMSSandboxPhoneNumber> numbers = found.stream()
                .map(one -> new SMSSandboxPhoneNumber(one.number(), one.verified() ? "Verified" : "Pending"))
                .toList();
        return new ListSMSSandboxPhoneNumbersResult(
                numbers,
                found.size() < limit ? null : Tokens.encode(found.getLast().number()));
    }
}
