package io.vpn4j.ike;

import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that can happen to two established sessions after some commands: every order of commands,
 * deliveries, losses, repeats and deadlines, within bounds.
 *
 * <p>What an input does to one session depends on that session only. So sessions are numbered by
 * what they are (two that will behave alike have one number), each step of each is computed once,
 * and a state of both and of the network between them is a handful of numbers.
 *
 * <p>Time is relative: every session is moved so that it is always {@link SimulatedLink#START}.
 * Nothing takes time but waiting for the next deadline, which comes when nothing is under way, or,
 * within bounds, while something is.
 */
final class RekeyExplorer {
  private static final Instant NOW = SimulatedLink.START;
  private static final int MAX_DEPTH = 120;
  private static final int MAX_LINES = 40;
  private static final int MAX_DRAIN_STEPS = 2_000;

  /** What an owner may begin with. */
  enum Start {
    REKEY_CHILD,
    REKEY_IKE,
    DELETE_CHILD,
    DELETE,
    LIVENESS
  }

  /**
   * How far to go.
   *
   * @param losses datagrams lost
   * @param duplicates datagrams delivered once more
   * @param earlyDeadlines deadlines that come while something is under way
   */
  record Bounds(int losses, int duplicates, int earlyDeadlines) {}

  /** What was visited. */
  record Counts(long states, long transitions, long ends) {
    Counts plus(Counts other) {
      return new Counts(states + other.states, transitions + other.transitions, ends + other.ends);
    }
  }

  private enum Kind {
    DATAGRAM,
    START,
    DEADLINE,
    WAIT,
    CONFIRM
  }

  private record Input(int local, Kind kind, long what) {}

  /** One end: the session and what it has told its data plane. */
  private record Local(
      IkeSession session, EspLedger ledger, boolean established, Optional<Instant> wakeAt) {}

  private record Step(int next, List<Integer> sent, List<IkeOutput> told) {}

  private record Datagram(UdpPath path, Octets octets) {}

  private record Identity(Octets session, String ledger) {}

  /** Both ends and the network. */
  private static final class World {
    private static final int HEAD = 8;

    final int[] code;
    private final int hash;

    World(int[] code) {
      this.code = code;
      this.hash = Arrays.hashCode(code);
    }

    static World of(int[] head, int[] toLeft, int[] toRight) {
      int[] code = Arrays.copyOf(head, HEAD + toLeft.length + toRight.length);
      code[HEAD - 1] = toLeft.length;
      System.arraycopy(toLeft, 0, code, HEAD, toLeft.length);
      System.arraycopy(toRight, 0, code, HEAD + toLeft.length, toRight.length);
      return new World(code);
    }

    int local(int side) {
      return code[side];
    }

    int started(int side) {
      return code[2 + side];
    }

    int left(Budget budget) {
      return code[4 + budget.ordinal()];
    }

    /** Datagrams on their way to {@code side}. */
    int[] inFlight(int side) {
      int middle = HEAD + code[HEAD - 1];
      return side == 0
          ? Arrays.copyOfRange(code, HEAD, middle)
          : Arrays.copyOfRange(code, middle, code.length);
    }

    boolean isQuiet() {
      return code.length == HEAD;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof World world && Arrays.equals(code, world.code);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private enum Budget {
    LOSSES,
    DUPLICATES,
    EARLY
  }

  private record Edge(
      World from, String what, int side, int datagram, List<IkeOutput> told, int depth) {}

  private final List<Local> locals = new ArrayList<>();
  private final Map<Identity, Integer> numbers = new HashMap<>();
  private final Map<Input, Step> steps = new HashMap<>();
  private final List<Datagram> datagrams = new ArrayList<>();
  private final Map<Datagram, Integer> datagramNumbers = new HashMap<>();
  private final Set<Long> probed = new HashSet<>();
  private final int[] established = new int[2];

  private Map<World, Edge> visited = Map.of();
  private Deque<World> todo = new ArrayDeque<>();
  private List<List<Start>> starts = List.of();
  private boolean mayGiveUp;
  private long transitions;
  private long ends;

  /** Begins with two sessions that stand and that have nothing under way. */
  RekeyExplorer(SimulatedLink link) {
    Duration back = Duration.between(link.now(), NOW);
    for (int side = 0; side < 2; side++) {
      IkeSession session = side == 0 ? link.left : link.right;
      if (!session.isEstablished() || session.wakeAt().isPresent()) {
        throw new AssertionError("not at rest: " + session + " " + session.wakeAt());
      }
      EspLedger ledger = new EspLedger();
      ledger.take(side == 0 ? link.leftOutputs : link.rightOutputs);
      established[side] = number(SessionGraph.copy(session, back), ledger);
    }
  }

  /** How many different sessions there have been. */
  int sessions() {
    return locals.size();
  }

  /** How many steps of one session have been computed. */
  int steps() {
    return steps.size();
  }

  /**
   * Visits all.
   *
   * @param left what the left owner asks for, in this order, at any time
   * @param right what the right owner asks for
   * @param mayGiveUp whether the losses can be so many that an exchange is given up
   */
  Counts explore(List<Start> left, List<Start> right, Bounds bounds, boolean mayGiveUp) {
    this.mayGiveUp = mayGiveUp;
    starts = List.of(left, right);
    visited = new HashMap<>();
    todo = new ArrayDeque<>();
    transitions = 0;
    ends = 0;
    int[] head = {
      established[0],
      established[1],
      0,
      0,
      bounds.losses(),
      bounds.duplicates(),
      bounds.earlyDeadlines(),
      0
    };
    World first = World.of(head, new int[0], new int[0]);
    visited.put(first, new Edge(first, "", 0, -1, List.of(), 0));
    todo.add(first);
    while (!todo.isEmpty()) {
      World world = todo.poll();
      try {
        require(depth(world) < MAX_DEPTH, "it never comes to rest");
        check(world);
        expand(world);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(left + " against " + right + ": " + e + "\n" + story(world), e);
      }
    }
    Counts counts = new Counts(visited.size(), transitions, ends);
    visited = Map.of();
    return counts;
  }

  private void expand(World world) {
    boolean end = world.isQuiet();
    for (int side = 0; side < 2; side++) {
      if (world.started(side) < starts.get(side).size()) {
        Start start = starts.get(side).get(world.started(side));
        Step step = step(new Input(world.local(side), Kind.START, start.ordinal()));
        int[] head = head(world);
        head[2 + side]++;
        go(world, "start " + start, side, -1, head, side, step, -1);
        end = false;
      }
      int before = -1;
      for (int datagram : world.inFlight(side)) {
        if (datagram != before) {
          deliver(world, side, datagram);
        }
        before = datagram;
      }
      if (ledger(world, 1 - side).wouldConfirmTo(ledger(world, side))) {
        Step step = step(new Input(world.local(side), Kind.CONFIRM, world.local(1 - side)));
        go(world, "packet to", side, -1, head(world), side, step, -1);
        end = false;
      }
    }
    Optional<Instant> deadline = deadline(world);
    if (deadline.isPresent() && (world.isQuiet() || world.left(Budget.EARLY) > 0)) {
      wait(world, deadline.get());
    }
    if (end && deadline.isEmpty()) {
      ends++;
      probe(world);
    }
  }

  private void deliver(World world, int side, int datagram) {
    Step step = step(new Input(world.local(side), Kind.DATAGRAM, datagram));
    go(world, "deliver to", side, datagram, head(world), side, step, datagram);
    if (world.left(Budget.DUPLICATES) > 0) {
      int[] head = head(world);
      head[4 + Budget.DUPLICATES.ordinal()]--;
      go(world, "deliver and keep to", side, datagram, head, side, step, -1);
    }
    if (world.left(Budget.LOSSES) > 0) {
      int[] head = head(world);
      head[4 + Budget.LOSSES.ordinal()]--;
      Step none = new Step(world.local(side), List.of(), List.of());
      go(world, "lose to", side, datagram, head, side, none, datagram);
    }
  }

  /** The next deadline of either comes; of both, if they have the same. */
  private void wait(World world, Instant deadline) {
    int[] head = head(world);
    if (!world.isQuiet()) {
      head[4 + Budget.EARLY.ordinal()]--;
    }
    List<List<Integer>> sent = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      Step step = waited(world.local(side), deadline);
      head[side] = step.next();
      sent.add(step.sent());
    }
    add(
        new Edge(
            world, "wait " + Duration.between(NOW, deadline), 0, -1, List.of(), depth(world) + 1),
        World.of(head, plus(world.inFlight(0), sent.get(1)), plus(world.inFlight(1), sent.get(0))));
  }

  private Step waited(int local, Instant deadline) {
    boolean due = locals.get(local).wakeAt().filter(at -> !at.isAfter(deadline)).isPresent();
    long nanos = Math.max(0, Duration.between(NOW, deadline).toNanos());
    return step(new Input(local, due ? Kind.DEADLINE : Kind.WAIT, nanos));
  }

  private void go(
      World from,
      String what,
      int whose,
      int datagram,
      int[] head,
      int side,
      Step step,
      int consumed) {
    head[side] = step.next();
    int[] in = consumed < 0 ? from.inFlight(side) : minus(from.inFlight(side), consumed);
    int[] out = plus(from.inFlight(1 - side), step.sent());
    add(
        new Edge(from, what, whose, datagram, step.told(), depth(from) + 1),
        side == 0 ? World.of(head, in, out) : World.of(head, out, in));
  }

  private void add(Edge edge, World world) {
    transitions++;
    if (visited.putIfAbsent(world, edge) == null) {
      todo.add(world);
    }
  }

  private int depth(World world) {
    return visited.get(world).depth();
  }

  private static int[] head(World world) {
    return Arrays.copyOf(world.code, World.HEAD);
  }

  private static int[] minus(int[] sorted, int one) {
    int at = Arrays.binarySearch(sorted, one);
    int[] less = new int[sorted.length - 1];
    System.arraycopy(sorted, 0, less, 0, at);
    System.arraycopy(sorted, at + 1, less, at, less.length - at);
    return less;
  }

  private static int[] plus(int[] sorted, List<Integer> more) {
    if (more.isEmpty()) {
      return sorted;
    }
    int[] all = Arrays.copyOf(sorted, sorted.length + more.size());
    for (int i = 0; i < more.size(); i++) {
      all[sorted.length + i] = more.get(i);
    }
    Arrays.sort(all);
    return all;
  }

  private Optional<Instant> deadline(World world) {
    return earlier(locals.get(world.local(0)).wakeAt(), locals.get(world.local(1)).wakeAt());
  }

  private static Optional<Instant> earlier(Optional<Instant> a, Optional<Instant> b) {
    return a.isEmpty() || (b.isPresent() && b.get().isBefore(a.get())) ? b : a;
  }

  private EspLedger ledger(World world, int side) {
    return locals.get(world.local(side)).ledger();
  }

  // ---- one session

  private int number(IkeSession session, EspLedger ledger) {
    Identity identity = new Identity(SessionGraph.fingerprint(session), ledger.fingerprint());
    return numbers.computeIfAbsent(
        identity,
        i -> {
          locals.add(new Local(session, ledger, session.isEstablished(), session.wakeAt()));
          return locals.size() - 1;
        });
  }

  private Step step(Input input) {
    Step known = steps.get(input);
    if (known == null) {
      known = compute(input);
      steps.put(input, known);
    }
    return known;
  }

  private Step compute(Input input) {
    Local before = locals.get(input.local());
    boolean waits = input.kind() == Kind.DEADLINE || input.kind() == Kind.WAIT;
    Duration past = waits ? Duration.ofNanos(-input.what()) : Duration.ZERO;
    IkeSession session = SessionGraph.copy(before.session(), past);
    EspLedger ledger = before.ledger().copy();
    Optional<IkeInput> asked =
        switch (input.kind()) {
          case DATAGRAM -> Optional.of(datagram((int) input.what()));
          case START -> command(Start.values()[(int) input.what()], ledger);
          case DEADLINE -> Optional.of(new IkeInput.Tick(NOW));
          case WAIT -> Optional.empty();
          case CONFIRM -> {
            locals.get((int) input.what()).ledger().packetTo(ledger);
            yield Optional.empty();
          }
        };
    List<IkeOutput> outputs = asked.isPresent() ? session.handle(asked.get()).outputs() : List.of();
    ledger.take(outputs);
    List<Integer> sent =
        SimulatedLink.of(outputs, IkeOutput.Transmit.class).stream()
            .map(t -> datagramNumber(new Datagram(t.path(), Octets.of(t.octets()))))
            .toList();
    List<IkeOutput> told =
        outputs.stream().filter(o -> !(o instanceof IkeOutput.Transmit)).toList();
    return new Step(number(session, ledger), sent, told);
  }

  private IkeInput datagram(int number) {
    Datagram datagram = datagrams.get(number);
    return new IkeInput.Datagram(NOW, datagram.path().reversed(), datagram.octets().asByteBuffer());
  }

  private int datagramNumber(Datagram datagram) {
    return datagramNumbers.computeIfAbsent(
        datagram,
        d -> {
          datagrams.add(d);
          return datagrams.size() - 1;
        });
  }

  private static Optional<IkeInput> command(Start start, EspLedger ledger) {
    List<EspSpi> spis = ledger.inboundSpis();
    Optional<EspSpi> newest =
        spis.isEmpty() ? Optional.empty() : Optional.of(spis.get(spis.size() - 1));
    Optional<IkeCommand> command =
        switch (start) {
          case REKEY_CHILD -> newest.map(IkeCommand.RekeyChildSa::new);
          case DELETE_CHILD -> newest.map(IkeCommand.DeleteChildSa::new);
          case REKEY_IKE -> Optional.of(new IkeCommand.RekeyIkeSa());
          case DELETE -> Optional.of(new IkeCommand.Delete());
          case LIVENESS -> Optional.of(new IkeCommand.CheckLiveness());
        };
    return command.map(c -> new IkeInput.Command(NOW, c));
  }

  // ---- what must hold

  private boolean isStarted(World world, Start start) {
    for (int side = 0; side < 2; side++) {
      if (starts.get(side).subList(0, world.started(side)).contains(start)) {
        return true;
      }
    }
    return false;
  }

  private void check(World world) {
    Local left = locals.get(world.local(0));
    Local right = locals.get(world.local(1));
    if (!mayGiveUp && !isStarted(world, Start.DELETE)) {
      require(left.established() && right.established(), "one end has ended without a reason");
    }
    if (left.established() && right.established() && !isStarted(world, Start.DELETE_CHILD)) {
      requireTraffic(left, right);
    }
  }

  private static void requireTraffic(Local left, Local right) {
    String toRight = left.ledger().wouldBecomeAt(right.ledger());
    String toLeft = right.ledger().wouldBecomeAt(left.ledger());
    require(toRight.equals("opened"), "a packet to the right: " + toRight);
    require(toLeft.equals("opened"), "a packet to the left: " + toLeft);
  }

  /** All is over: nothing may be left over, and both must agree. */
  private void probe(World world) {
    int[] pair = {world.local(0), world.local(1)};
    boolean childDeleted = isStarted(world, Start.DELETE_CHILD);
    if (!probed.add((long) pair[0] << 32 | pair[1])) {
      return;
    }
    atRest(pair, childDeleted, "at the end");
    begin(pair, 0, Start.LIVENESS);
    begin(pair, 1, Start.LIVENESS);
    boolean both = locals.get(pair[0]).established();
    require(
        both == locals.get(pair[1]).established(), "one has ended, and the other does not see it");
    if (both) {
      agree(pair, childDeleted, "after a liveness check");
      begin(pair, 0, Start.REKEY_CHILD);
      agree(pair, childDeleted, "after one more rekeying of the Child SA");
      begin(pair, 1, Start.REKEY_IKE);
      agree(pair, childDeleted, "after one more rekeying of the IKE SA");
    }
  }

  private void atRest(int[] pair, boolean childDeleted, String when) {
    if (mayGiveUp && locals.get(pair[0]).established() != locals.get(pair[1]).established()) {
      // One has given up. What it was to do will not be done; liveness has to find out.
      return;
    }
    for (int local : pair) {
      List<String> left = leftOver(locals.get(local));
      require(left.isEmpty(), when + ", left over: " + left);
    }
    if (locals.get(pair[0]).established() && locals.get(pair[1]).established()) {
      agree(pair, childDeleted, when);
    }
  }

  private void agree(int[] pair, boolean childDeleted, String when) {
    Local left = locals.get(pair[0]);
    Local right = locals.get(pair[1]);
    require(left.established() && right.established(), when + ": not both stand");
    for (Local local : List.of(left, right)) {
      List<String> over = leftOver(local);
      require(over.isEmpty(), when + ", left over: " + over);
    }
    require(ikeSpis(left.session()).equals(ikeSpis(right.session())), when + ": different IKE SAs");
    require(left.ledger().mirrors(right.ledger()), when + ": different Child SAs");
    int installed = left.ledger().installed();
    require(
        installed == 1 || (childDeleted && installed == 0), when + ": " + installed + " Child SAs");
    if (installed == 1) {
      requireTraffic(left, right);
    }
  }

  private static List<String> leftOver(Local local) {
    IkeSession session = local.session();
    List<String> left = new ArrayList<>();
    for (String type :
        List.of(
            "Pending",
            "Later",
            "Remnant",
            "LivenessCheck",
            "ChildSaCreation",
            "ChildSaDeletion",
            "IkeSaRekeying",
            "IkeSaDeletion")) {
      SessionGraph.find(session, type).forEach(o -> left.add(type));
    }
    if (local.established()) {
      List<Object> ikeSas = SessionGraph.find(session, "IkeSa");
      if (ikeSas.size() != 1 || session.localSpis().size() != 1) {
        left.add(ikeSas.size() + " IKE SAs, " + session.localSpis());
      }
      for (Object ikeSa : ikeSas) {
        if (!SessionGraph.field(ikeSa, "retireAt").equals(Optional.empty())) {
          left.add("a date to forget the IKE SA");
        }
      }
      for (Object child : SessionGraph.find(session, "Entry")) {
        if (SessionGraph.field(child, "replacedBy") instanceof Optional<?> by && by.isPresent()) {
          left.add("a Child SA that has been replaced");
        }
        if (SessionGraph.field(child, "deleting").equals(true)) {
          left.add("a Child SA that is to be deleted");
        }
      }
      if (SessionGraph.find(session, "Entry").size() != local.ledger().installed()) {
        left.add("Child SAs that the data plane does not know, or the other way round");
      }
    } else if (!session.isClosed() || local.ledger().installed() > 0) {
      left.add(session + " with " + local.ledger().installed() + " Child SAs");
    }
    return left;
  }

  private static List<Object> ikeSpis(IkeSession session) {
    return SessionGraph.find(session, "IkeSaChannel").stream()
        .map(
            c ->
                (Object)
                    List.of(
                        SessionGraph.field(c, "initiatorSpi"),
                        SessionGraph.field(c, "responderSpi")))
        .toList();
  }

  /** Starts something and lets everything arrive, in order, until all is at rest. */
  private void begin(int[] pair, int side, Start start) {
    Deque<int[]> inFlight = new ArrayDeque<>();
    Step first = step(new Input(pair[side], Kind.START, start.ordinal()));
    pair[side] = first.next();
    send(inFlight, side, first);
    for (int i = 0; i < MAX_DRAIN_STEPS; i++) {
      Optional<Instant> deadline =
          earlier(locals.get(pair[0]).wakeAt(), locals.get(pair[1]).wakeAt());
      if (!inFlight.isEmpty()) {
        int[] next = inFlight.poll();
        Step step = step(new Input(pair[next[0]], Kind.DATAGRAM, next[1]));
        pair[next[0]] = step.next();
        send(inFlight, next[0], step);
      } else if (deadline.isPresent()) {
        for (int s = 0; s < 2; s++) {
          Step step = waited(pair[s], deadline.get());
          pair[s] = step.next();
          send(inFlight, s, step);
        }
      } else {
        return;
      }
    }
    require(false, start + " never comes to rest");
  }

  private static void send(Deque<int[]> inFlight, int from, Step step) {
    for (int datagram : step.sent()) {
      inFlight.add(new int[] {1 - from, datagram});
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  // ---- how it came

  private String story(World world) {
    List<String> lines = new ArrayList<>();
    World at = world;
    for (Edge edge = visited.get(at); edge.depth() > 0; edge = visited.get(at)) {
      lines.add(line(edge) + "  | " + states(at));
      at = edge.from();
    }
    Collections.reverse(lines);
    if (lines.size() > MAX_LINES) {
      lines.subList(MAX_LINES, lines.size()).clear();
      lines.add("and so on");
    }
    return String.join("\n", lines);
  }

  private String line(Edge edge) {
    String text = edge.what() + (edge.side() == 0 ? " left" : " right");
    String told = edge.told().isEmpty() ? "" : " " + edge.told();
    return (edge.datagram() < 0 ? text : text + " " + describe(edge.datagram())) + told;
  }

  private String states(World world) {
    StringBuilder text = new StringBuilder();
    for (int side = 0; side < 2; side++) {
      Local local = locals.get(world.local(side));
      text.append(
          String.format(
              "%s #%d %s esp=%s; ",
              side == 0 ? "L" : "R",
              world.local(side),
              local.session().isTerminated() ? "ended" : local.session().localSpis(),
              local.ledger().inboundSpis()));
    }
    return text.toString();
  }

  private String describe(int number) {
    Octets octets = datagrams.get(number).octets();
    try {
      IkeHeader header = IkeHeader.peek(octets.asByteBuffer());
      return String.format(
          "#%d %s %s %d of %s (%d octets)",
          number,
          header.exchangeType(),
          header.isResponse() ? "response" : "request",
          header.messageId(),
          header.initiatorSpi(),
          octets.length());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
